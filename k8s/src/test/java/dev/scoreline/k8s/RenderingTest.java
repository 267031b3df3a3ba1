package dev.scoreline.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {

    static List<String> overlays() {
        return Overlays.ALL;
    }

    /** Where kubectl is installed, its kustomize says the same as the one that the other tests build with. */
    @ParameterizedTest
    @MethodSource("overlays")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void kubectlBuildsTheSameObjects(String overlay) throws IOException, InterruptedException {
        String built = kubectl("kustomize", Overlays.ROOT.resolve(overlay).toString());

        assertThat(Overlays.build(overlay)).containsExactlyInAnyOrderElementsOf(Manifest.parse(built));
    }

    private static String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "kubectl is not installed: " + e.getMessage());
            throw e;
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
