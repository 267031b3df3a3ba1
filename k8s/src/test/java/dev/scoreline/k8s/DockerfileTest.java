package dev.scoreline.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.scoring.config.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The image and the deployment are about the same container. */
class DockerfileTest {

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Overlays.ROOT.resolve("../Dockerfile"));
    }

    private static String instruction(String name) throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith(name + " "))
                .reduce((first, last) -> last)
                .map(line -> line.substring(name.length() + 1))
                .orElseThrow();
    }

    private static Manifest pod() throws IOException {
        return new Manifest(Overlays.ofKind("base", "Deployment").get(0).mapAt("spec", "template", "spec"));
    }

    @Test
    void theUserIsANumberThatTheDeploymentNamesToo() throws IOException {
        String user = pod().text("securityContext", "runAsUser");

        assertThat(instruction("USER")).matches("[1-9][0-9]*:[1-9][0-9]*").startsWith(user + ":");
    }

    @Test
    void thePortIsTheDefaultOfTheServerAndThatOfTheDeployment() throws IOException {
        Manifest port = pod().listAt("containers").get(0).listAt("ports").get(0);

        assertThat(instruction("EXPOSE")).isEqualTo(String.valueOf(ServerSettings.PORT.defaultValue()));
        assertThat(port.text("containerPort")).isEqualTo(instruction("EXPOSE"));
    }

    /** There is no shell to understand the other form. */
    @Test
    void whatIsRunIsWrittenAsAList() throws IOException {
        assertThat(instruction("ENTRYPOINT")).startsWith("[\"").endsWith("\"]");
        assertThat(instruction("CMD")).isEqualTo("[\"serve\"]");
    }

    @Test
    void anyBuilderTakesTheDockerfile() throws IOException {
        assertThat(lines())
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("# syntax"))
                .noneMatch(line -> line.contains("<<"))
                .noneMatch(line -> line.contains("--link"))
                .noneMatch(line -> line.startsWith("FROM ") && line.contains("@sha256"));
    }

    @Test
    void temporaryFilesGoWhereTheyCanBeWrittenOnAReadOnlyRoot() throws IOException {
        assertThat(Files.readAllLines(Overlays.ROOT.resolve("../image/jvm.options")))
                .contains("-Djava.io.tmpdir=/dev/shm");
    }
}
