package dev.scoreline.server.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.server.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {

    private static final Path DIABETES =
            Path.of("..", "examples", "diabetes").toAbsolutePath().normalize();
    private static final Pattern LISTENS = Pattern.compile("listens on port ([0-9]+)");

    @TempDir
    private Path folder;

    /** An installation as the build makes it, of the classes under test. */
    private Installation installation() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("installed/lib"));
        List<String> names = new ArrayList<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!Files.exists(path)) {
                continue;
            }
            String name = names.size() + ".jar";
            if (Files.isDirectory(path)) {
                jar(lib.resolve(name), new Manifest(), path);
            } else {
                Files.copy(path, lib.resolve(name));
            }
            names.add("lib/" + name);
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
        Path jar = folder.resolve("installed/scoreline.jar");
        jar(jar, manifest, Files.createDirectories(folder.resolve("nothing")));
        return Installation.at(jar);
    }

    private static void jar(Path jar, Manifest manifest, Path classes) throws IOException {
        manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(path).toString().replace('\\', '/');
                if (!name.equals("META-INF/MANIFEST.MF")) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(path, out);
                    out.closeEntry();
                }
            }
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theServerInASelfContainedContextServesTheModelInIt() throws IOException, InterruptedException {
        Path context = folder.resolve("context");
        new BuildContext(DIABETES, Map.of()).writeSelfContained(context, installation());

        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        context.resolve("app/scoreline.jar").toString(),
                        "serve",
                        context.resolve("models").toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(server) + "/score"))
                                    .POST(HttpRequest.BodyPublishers.ofFile(
                                            context.resolve("models/sample_input.json")))
                                    .header("Content-Type", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            // Linear models agree with scikit-learn to 1e-12.
            assertThat(answer.body()).startsWith("[6141.1699292910").contains(",3677.23210533509");
        } finally {
            server.destroyForcibly();
        }
    }

    private static int port(Process process) throws IOException {
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new AssertionError("the server ended");
    }

    /** And nothing that a file of the context does not give it: what its Dockerfile copies is there. */
    @Test
    void aSelfContainedContextHoldsWhatItsDockerfileCopies() throws IOException {
        Path context = folder.resolve("context");
        Map<String, String> environment = Map.of("MODEL_FILE", "my \"$model\".pkl");
        new BuildContext(DIABETES, environment).writeSelfContained(context, installation());

        String dockerfile = Files.readString(context.resolve("Dockerfile"));
        assertThat(dockerfile)
                .doesNotContain("mvn", "maven")
                .contains("FROM scratch AS build\nCOPY . /context\nCOPY models /context/train\n")
                .contains("COPY --from=build /context/models /models\n")
                .contains("\nUSER 65532:65532\n");
        assertThat(dockerfile.split("ENV MODEL_FILE=\"my \\\\\"\\\\[$]model\\\\\".pkl\"\n", -1))
                .hasSize(3);
        Matcher copied =
                Pattern.compile("--from=build /context/(app|image|models)").matcher(dockerfile);
        while (copied.find()) {
            assertThat(context.resolve(copied.group(1))).exists();
        }
        Matcher made = Pattern.compile("/image/(\\S+)").matcher(dockerfile);
        while (made.find()) {
            assertThat(context.resolve("image").resolve(made.group(1))).isRegularFile();
        }
    }

    @Test
    void aContextOnAnImageHoldsTheModelAlone() throws IOException {
        Path context = folder.resolve("context");
        new BuildContext(DIABETES, Map.of()).writeFrom(context, "registry.example/scoreline:0.1.0");

        assertThat(context.resolve("Dockerfile")).content().endsWith("""
                FROM registry.example/scoreline:0.1.0
                # Not in /models, where that image has its example.
                COPY models /packaged
                ENV AZUREML_MODEL_DIR=/packaged
                """);
        try (Stream<Path> files = Files.list(context)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("Dockerfile", "models");
        }
        assertThat(context.resolve("models/sklearn_regression_model.pkl"))
                .hasSameBinaryContentAs(DIABETES.resolve("sklearn_regression_model.pkl"));
    }

    @Test
    void aModelAndItsVersionKeepTheirNames() throws IOException {
        Path version = Files.createDirectories(folder.resolve("iris/3"));
        Path file = Files.writeString(version.resolve("model.pkl"), "m");

        BuildContext ofFolder = new BuildContext(version, Map.of());
        ofFolder.writeFrom(folder.resolve("a"), "scoreline");
        BuildContext ofFile = new BuildContext(file, Map.of());
        ofFile.writeFrom(folder.resolve("b"), "scoreline");

        assertThat(folder.resolve("a/models/iris/3/model.pkl")).hasContent("m");
        assertThat(folder.resolve("b/models/iris/3/model.pkl")).hasContent("m");
        assertThat(ofFolder.modelIn(folder.resolve("a"))).isEqualTo(folder.resolve("a/models/iris/3"));
        assertThat(ofFile.modelIn(folder.resolve("b"))).isEqualTo(folder.resolve("b/models/iris/3/model.pkl"));
    }

    /** The user of the image is not the owner of the files; links would lead nowhere in it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesAreReadableForAllAndLinksAreFollowedAndHiddenFilesLeftOut() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Path data = Files.createDirectories(model.resolve("..data"));
        Path secret = Files.writeString(data.resolve("model.pkl"), "m");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(model.resolve("model.pkl"), Path.of("..data", "model.pkl"));

        new BuildContext(model, Map.of()).writeFrom(folder.resolve("context"), "scoreline");

        Path copy = folder.resolve("context/models/model.pkl");
        assertThat(Files.isSymbolicLink(copy)).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-r--r--");
        assertThat(folder.resolve("context/models/..data")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("context"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path there = Files.createDirectories(folder.resolve("there"));
        Files.writeString(there.resolve("precious"), "p");
        BuildContext context = new BuildContext(DIABETES, Map.of());

        assertThatThrownBy(() -> context.writeFrom(there, "scoreline"))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("is there already and is not overwritten");

        assertThat(there.resolve("precious")).hasContent("p");
        assertThat(there.resolve("Dockerfile")).doesNotExist();
    }

    @Test
    void aModelDirectoryIsNotWrittenInto() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        BuildContext context = new BuildContext(model, Map.of());

        assertThatThrownBy(() -> context.writeFrom(model.resolve("out"), "scoreline"))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("hold itself");
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        BuildContext context = new BuildContext(DIABETES, Map.of());
        Installation broken = new Installation(folder.resolve("none.jar"), List.of());

        assertThatThrownBy(() -> context.writeSelfContained(folder.resolve("context"), broken))
                .isInstanceOf(IOException.class);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anInstallationIsAJar() {
        assertThatThrownBy(() -> Installation.at(folder))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("./scoreline", "--from IMAGE");
    }
}
