package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that serves entry code in strict mode, set by every variable of Azure ML's server; methods are named for the rows of
 * its contract.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ScriptProcessTest {

    private static final String SCRIPT = """
            import dev.scoreline.model.entry.EntryRequest;
            import dev.scoreline.model.entry.EntryResponse;
            import java.nio.file.Path;
            import java.util.stream.Stream;

            class Speaks {
                private Path models;

                void init(Path models) {
                    this.models = models;
                    System.out.println("init speaks");
                }

                EntryResponse run(EntryRequest request) throws InterruptedException {
                    String what = request.text();
                    System.out.println("run hears " + what);
                    if (what.equals("sleep")) {
                        Thread.sleep(1500);
                    }
                    return switch (what) {
                        case "stream" -> EntryResponse.streaming(Stream.of("a", "b"));
                        case "models" -> EntryResponse.text(String.valueOf(models));
                        default -> EntryResponse.text(String.valueOf(System.getenv(what)));
                    };
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("Speaks.java"), SCRIPT);
        Files.createDirectories(folder.resolve("models"));
        server = started();
    }

    private static ServerProcess started() {
        Map<String, String> environment = Map.of(
                "AZUREML_COMPATIBILITY", "strict",
                "AZUREML_ENTRY_SCRIPT", "Speaks.java",
                "AZUREML_MODEL_DIR", "/nowhere",
                "AZUREML_LOG_LEVEL", "DEBUG",
                "SERVER_PORT", "1",
                "WORKER_COUNT", "2",
                "WORKER_TIMEOUT", "20",
                "AML_APP_INSIGHTS_ENABLED", "true",
                "AML_APP_INSIGHTS_KEY", "no uuid",
                "AML_CORS_ORIGINS", "*");
        return ServerProcess.start(
                folder,
                environment,
                "--model_dir=models",
                "--appinsights_instrumentation_key=00000000-0000-0000-0000-000000000000");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void p1AValidScriptAnswers() {
        assertThat(server.post("/score", "x").statusCode()).isEqualTo(200);
    }

    @Test
    void p3AnotherPortIsRefused() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(server.get("/").statusCode()).isEqualTo(200);
        assertThat(free).isNotEqualTo(server.port());
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), free).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void p6TheCommandLineWinsOverTheEnvironmentThatTheScriptSees() {
        assertThat(server.post("/score", "models").body()).isEqualTo("models");
        assertThat(server.post("/score", "AZUREML_ENTRY_SCRIPT").body()).isEqualTo("Speaks.java");
    }

    @Test
    void p8LogsWhatInitAndRunPrint() {
        HttpResponse<String> answer = server.post("/score", "this once", "x-request-id", "the-id");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.awaitLine("run hears this once"))
                .matches(".* INFO +azmlinfsrv\\.print - run hears this once id=the-id");
        assertThat(server.awaitLine("init speaks")).matches(".* INFO +azmlinfsrv\\.print - init speaks *");
        assertThat(server.count("run hears this once")).isEqualTo(1);
        assertThat(server.count("init speaks")).isEqualTo(1);
    }

    @Test
    void p12NothingIsSentToApplicationInsightsWhateverIsSet() {
        assertThat(server.get("/").statusCode()).isEqualTo(200);
        assertThat(server.awaitLine("AML_APP_INSIGHTS_ENABLED"))
                .contains("WARN", "AML_APP_INSIGHTS_ENABLED does nothing. Nothing is sent to Application Insights.");
    }

    @Test
    void p13TakesTheNumberOfWorkersAndTheirTimeout() {
        assertThat(server.awaitLine("WORKER_COUNT")).contains("2");
    }

    @Test
    void p14IgnoresTheVariableServerPort() {
        assertThat(server.port()).isNotEqualTo(1);
    }

    @Test
    void p15EnablesCorsForAllOrigins() {
        assertThat(server.get("/score", "Origin", "https://a.example")
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .hasValue("https://a.example");
    }

    @Test
    void p17LogsNoLengthForAStream() {
        assertThat(server.post("/score?of=stream", "stream").body()).isEqualTo("ab");

        assertThat(server.awaitLine("POST /score\\?of=stream"))
                .matches(".* DEBUG POST /score\\?of=stream 200 [0-9]+\\.[0-9]{3}ms N/A id=.*");
    }

    @Test
    void p18DescribesTheService() {
        JsonObject document = new JsonObject(server.get("/swagger.json").body());

        assertThat(document.getString("swagger")).isEqualTo("2.0");
        assertThat(document.getJsonObject("info").getString("title")).isEqualTo("ML service");
    }

    @Test
    void r4TellsThatTheOlderHeaderIsDeprecated() {
        assertThat(server.post("/score", "x", "x-ms-request-id", "1234", "x-request-id", "r4-a")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post("/score", "x", "x-ms-request-id", "1234", "x-request-id", "r4-b")
                        .statusCode())
                .isEqualTo(200);

        for (String id : new String[] {"r4-a", "r4-b"}) {
            String line = server.awaitLine("deprecated.*id=" + id);
            assertThat(line).contains("WARN", "x-ms-request-id is deprecated", "x-ms-client-request-id");
            assertThat(server.count(line.substring(line.indexOf("The header")))).isEqualTo(1);
        }
    }

    @Test
    void x14AnswersWhatIsUnderWayBeforeItEnds() throws InterruptedException {
        try (ServerProcess other = started()) {
            CompletableFuture<HttpResponse<String>> answer = other.postAsync("/score", "sleep");
            other.awaitLine("run hears sleep");

            int exitCode = other.terminate();

            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(exitCode).isZero();
        }
    }
}
