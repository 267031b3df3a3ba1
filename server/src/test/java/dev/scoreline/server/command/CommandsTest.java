package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Commands.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }

    @Test
    void inspectSaysWhatIsInAModel() {
        assertThat(execute("inspect", EXAMPLES.resolve("diabetes").toString())).isZero();

        assertThat(out.toString())
                .contains("sklearn_regression_model version 1")
                .contains("sha256")
                .contains("written by version 1.9.0")
                .contains("Ridge")
                .contains("predict: FLOAT64 [rows]");
    }

    @Test
    void inspectShowsTheStepsOfAPipelineAndTheNamesOfItsColumns() {
        assertThat(execute("inspect", EXAMPLES.resolve("churn").toString())).isZero();

        assertThat(out.toString())
                .contains("Pipeline", "ColumnTransformer", "OneHotEncoder", "RandomForestClassifier")
                .contains("tenure_months: FLOAT64", "plan: STRING")
                .contains("predict: STRING [rows]", "predict_proba: FLOAT64 [rows, 2]");
    }

    @Test
    void inspectShowsTheTensorsOfAModelByName() {
        Path golden = Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden");

        assertThat(execute("inspect", golden.resolve("several.onnx").toString()))
                .isZero();

        assertThat(out.toString().lines().map(String::strip).toList())
                .contains("inputs     left: FLOAT32 [any, any]", "right: FLOAT32 [any, any]")
                .containsSubsequence(
                        "methods    predict:", "product: FLOAT32 [any, any]", "shape: INT64 [2]", "total: FLOAT32 []");
    }

    @Test
    void serveSaysThatThereIsNoGraphicsCardToComputeOn() {
        Path model = Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden", "several.onnx");

        int exit = execute("serve", model.toString(), "--port", "0", "--execution-provider", "cuda");

        assertThat(exit).isNotZero();
        assertThat(err.toString())
                .contains("cannot load model 'several' version 1: ONNX_EXECUTION_PROVIDER is cuda, but this build")
                .contains("build it with the Maven profile gpu, or set cpu");
    }

    @Test
    void inspectSaysWhyAFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("evil.pkl");
        Files.write(file, "cos\nsystem\n(S'echo pwned'\ntR.".getBytes(StandardCharsets.US_ASCII));

        assertThat(execute("inspect", file.toString())).isEqualTo(Commands.REFUSED);

        assertThat(out.toString()).contains("refused").contains("os.system");
    }

    @Test
    void inspectSaysWhatWasFoundWhenThereIsNoModel(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "nothing here");

        assertThat(execute("inspect", folder.toString())).isEqualTo(Commands.REFUSED);

        assertThat(err.toString()).contains("notes.txt").contains("*.pkl").doesNotContain("\tat ");
    }

    @Test
    void serveRefusesADirectoryWithTwoCandidatesAndSaysHowToChoose(@TempDir Path folder) throws IOException {
        Path model = EXAMPLES.resolve("diabetes/sklearn_regression_model.pkl");
        Files.copy(model, folder.resolve("a.pkl"));
        Files.copy(model, folder.resolve("b.pkl"));

        assertThat(execute("serve", folder.toString())).isEqualTo(Commands.REFUSED);

        assertThat(err.toString()).contains("a.pkl", "b.pkl", "MODEL_FILE");
    }

    @Test
    void serveSaysThatAnAddressIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            int code = execute("serve", EXAMPLES.resolve("diabetes").toString(), "--host", "127.0.0.1", "--port", port);

            assertThat(code).isEqualTo(Commands.REFUSED);
            assertThat(err.toString()).contains("127.0.0.1:" + port, "--port").doesNotContain("\tat ");
        }
    }

    @Test
    void helpOfServeNamesEverySettingWithItsEnvironmentVariable() {
        assertThat(execute("serve", "--help")).isZero();

        for (Setting<?> setting : ServerSettings.ALL) {
            assertThat(out.toString()).contains("--" + setting.commandLineName(), setting.environmentName());
        }
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(execute("--help")).isZero();

        assertThat(out.toString()).contains("serve", "inspect", "keys", "token", "examples/diabetes");
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThat(execute(
                        "serve",
                        "models",
                        "--worker_cuont",
                        "2",
                        "--worker_count=x",
                        "--rest",
                        "--appinsights_instrumentation_key",
                        "k",
                        "more"))
                .isEqualTo(Commands.BAD_USAGE);

        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "scoreline: expected one DIR and options but got 'more' too",
                        "scoreline: --worker-count: expected a whole number from 1 to 10000 but got 'x'",
                        "scoreline: --worker-cuont: there is no such option; the nearest is --worker-count");
    }

    @Test
    void serveRefusesSettingsThatDoNotGoTogether() {
        String model = EXAMPLES.resolve("diabetes").toString();

        assertThat(execute(
                        "serve", model, "--max-total-body-bytes", "9", "--max-body-bytes=10", "--tls-key", "key.pem"))
                .isEqualTo(Commands.BAD_USAGE);

        assertThat(err.toString().lines())
                .containsExactly(
                        "scoreline: MAX_TOTAL_BODY_BYTES: expected at least the 10 bytes that MAX_BODY_BYTES allows one body but"
                                + " got 9",
                        "scoreline: TLS_KEY needs TLS_CERTIFICATE, the certificate of the key");
    }

    @Test
    void anUnknownOptionIsBadUsage() {
        assertThat(execute("serve", "--prot", "80")).isEqualTo(Commands.BAD_USAGE);

        assertThat(err.toString()).contains("--prot").contains("--port");
    }

    @Test
    void serveRefusesAnAuthenticationThatLacksItsKeysOrIsSwitchedOff(@TempDir Path folder) {
        String model = EXAMPLES.resolve("diabetes").toString();

        assertThat(execute("serve", model, "--auth-mode", "key")).isEqualTo(Commands.BAD_USAGE);
        assertThat(execute("serve", model, "--auth-keys", folder.toString())).isEqualTo(Commands.BAD_USAGE);
        assertThat(execute("serve", model, "--auth-mode", "jwt")).isEqualTo(Commands.BAD_USAGE);
        assertThat(execute("serve", model, "--auth-jwt-issuer", "me")).isEqualTo(Commands.BAD_USAGE);
    }

    @Test
    void serveDoesNotStartWithKeysThatItCannotRead(@TempDir Path folder) throws IOException {
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, "{\"primaryKey\":\"tooshort\"}");
        String model = EXAMPLES.resolve("diabetes").toString();

        assertThat(execute("serve", model, "--auth-mode", "key", "--auth-keys", keys.toString()))
                .isEqualTo(Commands.REFUSED);
        assertThat(err.toString()).contains("AUTH_KEYS", "16").doesNotContain("tooshort");

        assertThat(execute("serve", model, "--auth-mode", "key", "--auth-keys", folder + "/none"))
                .isEqualTo(Commands.REFUSED);
        assertThat(err.toString()).contains("there is no file");
    }
}
