package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCommandTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int execute(String... arguments) {
        return Commands.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void tellsWhatWasWrittenAndTheNextCommands() {
        String output = folder.resolve("context").toString();

        assertThat(execute(
                        "package", EXAMPLES.resolve("diabetes").toString(), "--output", output, "--from", "scoreline"))
                .isZero();

        assertThat(out.toString())
                .contains("sklearn_regression_model version 1, sha256 ")
                .contains("docker build -t sklearn-regression-model " + output)
                .contains("docker run -p 6789:5001 sklearn-regression-model")
                .contains("curl localhost:6789/score -d @" + output + "/models/sample_input.json");
    }

    @Test
    void aModelThatCannotBeServedIsNotPackaged() throws IOException {
        Path model = Files.writeString(folder.resolve("evil.pkl"), "cos\nsystem\n(S'echo pwned'\ntR.");

        assertThat(execute("package", model.toString(), "--output", folder + "/context", "--from", "scoreline"))
                .isEqualTo(Commands.REFUSED);

        assertThat(err.toString()).contains("os.system").doesNotContain("\tat ");
        assertThat(folder.resolve("context")).doesNotExist();
    }

    /** Tests run from classes, so there are no jars to pack. */
    @Test
    void saysWhatToDoWhereThereIsNoJarToPack() {
        String output = folder.resolve("context").toString();

        assertThat(execute("package", EXAMPLES.resolve("diabetes").toString(), "--output", output))
                .isEqualTo(Commands.REFUSED);

        assertThat(err.toString()).contains("./scoreline", "--from IMAGE").doesNotContain("\tat ");
    }

    @Test
    void anOutputThatIsThereIsRefused() {
        assertThat(execute(
                        "package",
                        EXAMPLES.resolve("diabetes").toString(),
                        "--output",
                        EXAMPLES.toString(),
                        "--from",
                        "scoreline"))
                .isEqualTo(Commands.REFUSED);

        assertThat(err.toString()).contains("--output", "not overwritten");
    }

    @Test
    void theChosenFileIsChosenInTheImageToo() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Path model = EXAMPLES.resolve("diabetes/sklearn_regression_model.pkl");
        Files.copy(model, models.resolve("a.pkl"));
        Files.copy(model, models.resolve("b.pkl"));

        assertThat(execute(
                        "package",
                        models.toString(),
                        "--output",
                        folder + "/context",
                        "--from",
                        "scoreline",
                        "--model-file",
                        "b.pkl",
                        "--model-format",
                        "sklearn"))
                .isZero();

        assertThat(folder.resolve("context/Dockerfile"))
                .content()
                .contains("ENV MODEL_FILE=\"b.pkl\"", "ENV MODEL_FORMAT=\"sklearn\"");
    }
}
