package dev.scoreline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starts of a process of its own, since ONNX Runtime starts once in each, and one that goes wrong ends it. */
class OnnxRuntimeTest {

    /** The process that is started. */
    static final class Start {
        public static void main(String[] arguments) throws Exception {
            OnnxRuntime.environment();
        }
    }

    @Test
    void startsWithACommandLineOfManyCharacters() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = String.join(File.pathSeparator, System.getProperty("java.class.path"), "x".repeat(100_000));
        Process process = new ProcessBuilder(java, "-cp", classPath, Start.class.getName())
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
