package dev.scoreline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
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

    /** Scores a model whose answers have not the shape that it declares, and asks another for what cannot be computed. */
    static final class Talkative {
        public static void main(String[] arguments) {
            GoldenCase changing = GoldenCase.read("changing");
            GoldenCase several = GoldenCase.read("several");
            Tensors unfit = new Tensors(Map.of(
                    "left", Tensor.Packed.zeros(DataType.FLOAT32, 2, 3),
                    "right", Tensor.Packed.zeros(DataType.FLOAT32, 4, 2)));
            try (Model first = open(changing);
                    Model second = open(several)) {
                first.score("predict", changing.inputs());
                second.score("predict", unfit);
                throw new IllegalStateException("matrices that do not fit were multiplied");
            } catch (InferenceException e) {
                System.out.println(e.code());
            }
        }

        private static Model open(GoldenCase golden) {
            return new OnnxLoader().load(new ModelSource(golden.name(), "1", golden.file()));
        }
    }

    /** What ONNX Runtime has to say comes as an exception; lines of its own would be in nobody's form and under no request's id. */
    @Test
    void saysNothingOnTheProcesssOutput() throws Exception {
        Process process = process(System.getProperty("java.class.path"), Talkative.class)
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said.strip()).isIn("INVALID_INPUT", "MODEL_FAILED");
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder process(String classPath, Class<?> main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", classPath, main.getName());
    }

    @Test
    void startsWithACommandLineOfManyCharacters() throws Exception {
        String classPath = String.join(File.pathSeparator, System.getProperty("java.class.path"), "x".repeat(100_000));
        Process process = process(classPath, Start.class).inheritIO().start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
