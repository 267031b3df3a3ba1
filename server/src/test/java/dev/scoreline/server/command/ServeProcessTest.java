package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own; methods are named for the P and X rows of Azure ML's contract. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServeProcessTest {

    private static final Path MODEL =
            Path.of("..", "examples", "diabetes").toAbsolutePath().normalize();
    private static final String ROW = "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}";

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    private Path folder;

    private static HttpResponse<String> score(ServerProcess server) {
        return server.post("/score", ROW, "Content-Type", "application/json");
    }

    private void assertEnds(int exitCode, String why, Map<String, String> environment) throws InterruptedException {
        try (ServerProcess server = ServerProcess.launch(folder, environment)) {
            assertThat(server.awaitEnd()).isEqualTo(exitCode);
            assertThat(server.output()).contains("scoreline: ").contains(why).doesNotContain("\tat ");
        }
    }

    @Test
    void p2EndsWithoutAScriptOrAModelAndSaysWhatIsMissing() throws InterruptedException {
        assertEnds(Commands.REFUSED, "no model directory is given", Map.of());
    }

    @Test
    void p2EndsForAScriptThatIsNotThere() throws InterruptedException {
        assertEnds(Commands.REFUSED, "No score script found", Map.of("AZUREML_ENTRY_SCRIPT", "nowhere/Main.java"));
    }

    @Test
    void p2EndsForAScriptThatDoesNotCompile() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("Main.java"), "class Main { int run(String data) { return 1 } }");

        assertEnds(Commands.REFUSED, "Main.java:1:", Map.of("AZUREML_ENTRY_SCRIPT", "Main.java"));
    }

    @Test
    void c2EndsForAValueThatIsNone() throws InterruptedException {
        assertEnds(Commands.BAD_USAGE, "SCORING_TIMEOUT_MS", Map.of("SCORING_TIMEOUT_MS", "soon"));
    }

    @Test
    void p4TheDefaultPortAnswers() throws IOException {
        try (ServerSocket socket = new ServerSocket(5001)) {
            assertThat(socket.isBound()).isTrue();
        } catch (BindException e) {
            assumeThat(e).as("port 5001 is taken on this machine").isNull();
        }

        try (ServerProcess server =
                ServerProcess.launch(folder, Map.of(), MODEL.toString()).awaitPort()) {
            assertThat(server.port()).isEqualTo(5001);
            assertThat(score(server).statusCode()).isEqualTo(200);
        }
    }

    /** And P13: counts and timeouts of workers are taken; P14: SERVER_PORT is not. */
    @Test
    void p10AConfigFileAloneIsEnough() throws IOException {
        Path file = Files.writeString(
                folder.resolve("settings.json"),
                "{\"AZUREML_MODEL_DIR\": \"" + MODEL + "\", \"SCORELINE_PORT\": 0, \"WORKER_COUNT\": 2,"
                        + " \"WORKER_TIMEOUT\": 20}");

        try (ServerProcess server = ServerProcess.launch(
                        folder, Map.of("SERVER_PORT", "1"), "--config_file", file.toString())
                .awaitPort()) {
            assertThat(server.port()).isNotEqualTo(1);
            HttpResponse<String> answer = score(server);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-ms-server-version").orElseThrow())
                    .startsWith("scoreline/");
        }
    }

    @Test
    void p12WarnsOfWhatIsGivenInVain() {
        Map<String, String> environment = Map.of("AML_APP_INSIGHTS_ENABLED", "true", "HOSTNAME", "pod-1");
        try (ServerProcess server = ServerProcess.start(
                folder, environment, MODEL.toString(), "--appinsights_instrumentation_key", "k", "--rest")) {
            for (String given : new String[] {"--appinsights-instrumentation-key", "AML_APP_INSIGHTS_ENABLED"}) {
                assertThat(server.awaitLine(given + " does nothing"))
                        .matches(".* WARN .*" + given + " does nothing\\. Nothing is sent to Application Insights\\.");
            }
            assertThat(server.awaitLine("--rest does")).endsWith("--rest does nothing. HTTP is the only transport.");
            assertThat(server.count("HOSTNAME")).isZero();
        }
    }

    /** And P4: the port of the command line answers; X14 as far as nobody is waiting, the rest is OverloadTest's. */
    @Test
    void p5APortInUseEndsTheSecondProcessAndNotTheFirst() throws InterruptedException {
        String[] model = {"--model_dir", MODEL.toString()};
        try (ServerProcess first = ServerProcess.start(folder, Map.of(), model);
                ServerProcess second = ServerProcess.launch(
                        folder, Map.of(), model[0], model[1], "--port", String.valueOf(first.port()))) {
            assertThat(second.awaitEnd()).isEqualTo(Commands.REFUSED);
            assertThat(second.output()).contains("cannot listen on", String.valueOf(first.port()));
            assertThat(score(first).statusCode()).isEqualTo(200);

            assertThat(first.terminate()).isZero();
        }
    }

    @Test
    void isNotReadyWhileTheModelFailsOnTheUsersSampleButAnswers() throws IOException {
        Path model = folder.resolve("model");
        Files.createDirectories(model);
        Files.copy(MODEL.resolve("sklearn_regression_model.pkl"), model.resolve("sklearn_regression_model.pkl"));
        Files.writeString(model.resolve("sample_input.json"), "{\"data\":[[1,2]]}");

        try (ServerProcess server = ServerProcess.start(folder, Map.of(), model.toString())) {
            HttpResponse<String> ready = server.get("/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .isEqualTo(
                            "Not ready: model 'sklearn_regression_model' does not score its sample; the log says why");
            assertThat(server.awaitLine("Not ready: "))
                    .contains("ERROR", "sample_input.json", "expected 10")
                    .contains("/data/0");
            assertThat(server.get("/livez").statusCode()).isEqualTo(200);
            assertThat(score(server).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void logsObjectsWhereJsonIsAsked() {
        Map<String, String> environment = Map.of("LOG_FORMAT", "json", "AZUREML_LOG_LEVEL", "DEBUG");
        try (ServerProcess server = ServerProcess.start(folder, environment, MODEL.toString())) {
            server.get(
                    "/score?data=%5B%5D",
                    "x-request-id",
                    "my-id",
                    "x-ms-client-request-id",
                    "theirs",
                    "authorization",
                    "Bearer not-for-the-log",
                    "traceparent",
                    TRACE);

            String line = server.awaitLine("GET /score");
            JsonObject fields = new JsonObject(line);
            assertThat(fields.getString("request_id")).isEqualTo("my-id");
            assertThat(fields.getString("client_request_id")).isEqualTo("theirs");
            assertThat(fields.getString("trace_id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(fields.getString("span_id")).isEqualTo("00f067aa0ba902b7");
            assertThat(fields.getInteger("status")).isEqualTo(200);
            assertThat(fields.getDouble("duration_ms")).isPositive();
            assertThat(fields.getString("model")).isEqualTo("sklearn_regression_model");
            assertThat(line).doesNotContain("not-for-the-log");
            assertThat(server.count("")).isEqualTo(server.count("{\"timestamp\":\""));
        }
    }

    @Test
    void saysNothingOfHowItsLogIsSetUp() {
        try (ServerProcess server = ServerProcess.start(folder, Map.of(), MODEL.toString())) {
            assertThat(server.count("ch.qos.logback")).isZero();
        }
    }

    @Test
    void logsEachRequestWithItsIdAndItsTraceAtDebug() {
        Map<String, String> environment = Map.of("AZUREML_LOG_LEVEL", "ERROR");
        try (ServerProcess server =
                ServerProcess.start(folder, environment, MODEL.toString(), "--log_level", "DEBUG")) {
            server.get("/score?data=%5B%5D", "x-request-id", "my-id", "traceparent", TRACE);

            assertThat(server.awaitLine("GET /score"))
                    .matches(".* DEBUG GET /score\\?data=%5B%5D 200 [0-9]+\\.[0-9]{3}ms 2 id=my-id traceparent="
                            + TRACE);
        }
    }

    /** A script stands for any library that would read them; LibLinear's models in Tribuo's files were one way in. */
    @Test
    void readsNoJavaSerialisedObjects() throws IOException {
        Path script = Files.writeString(folder.resolve("Reads.java"), """
                import java.io.*;
                import java.util.ArrayList;

                public final class Reads {
                    public void init() {}

                    public String run(String body) throws Exception {
                        ByteArrayOutputStream written = new ByteArrayOutputStream();
                        new ObjectOutputStream(written).writeObject(new ArrayList<String>());
                        try {
                            return new ObjectInputStream(new ByteArrayInputStream(written.toByteArray())).readObject() + "";
                        } catch (InvalidClassException refused) {
                            return refused.getMessage();
                        }
                    }
                }
                """);

        try (ServerProcess server = ServerProcess.start(folder, Map.of(), "--entry-script", script.toString())) {
            assertThat(score(server).body()).contains("REJECTED");
        }
    }
}
