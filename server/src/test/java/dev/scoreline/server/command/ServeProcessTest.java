package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.server.Main;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own; methods are named for the P and X rows of Azure ML's contract. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServeProcessTest {

    private static final Path MODEL =
            Path.of("..", "examples", "diabetes").toAbsolutePath().normalize();
    private static final Pattern LISTENS = Pattern.compile("listens on port ([0-9]+)");
    private static final String ROW = "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}";

    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Waits until the process says where it listens, or ends. */
    private static int port(Process process) throws IOException {
        BufferedReader out = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new AssertionError("the server ended: " + said);
    }

    private HttpResponse<String> score(int port) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(ROW))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** And P13: counts and timeouts of workers are taken; P14: SERVER_PORT is not. */
    @Test
    void p10AConfigFileAloneIsEnough() throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("settings.json"),
                "{\"AZUREML_MODEL_DIR\": \"" + MODEL + "\", \"SCORELINE_PORT\": 0, \"WORKER_COUNT\": 2,"
                        + " \"WORKER_TIMEOUT\": 20}");

        int port = port(start(Map.of("SERVER_PORT", "1"), "--config_file", file.toString()));

        assertThat(port).isNotEqualTo(1);
        HttpResponse<String> answer = score(port);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-ms-server-version").orElseThrow())
                .startsWith("scoreline/");
    }

    /** And P4: the port of the command line answers; X14 as far as nobody is waiting, the rest is OverloadTest's. */
    @Test
    void p5APortInUseEndsTheSecondProcessAndNotTheFirst() throws IOException, InterruptedException {
        Process first = start(Map.of(), "--model_dir", MODEL.toString(), "--port", "0");
        int port = port(first);

        Process second = start(Map.of(), "--model_dir", MODEL.toString(), "--port", String.valueOf(port));
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor()).isEqualTo(Commands.REFUSED);
        assertThat(said).contains("cannot listen on", String.valueOf(port));
        assertThat(score(port).statusCode()).isEqualTo(200);

        first.destroy();
        assertThat(first.waitFor()).isZero();
    }

    @Test
    void logsObjectsWhereJsonIsAsked() throws IOException, InterruptedException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Process server =
                start(Map.of("LOG_FORMAT", "json", "AZUREML_LOG_LEVEL", "DEBUG"), MODEL.toString(), "--port", "0");
        int port = port(server);

        client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score?data=%5B%5D"))
                        .header("x-request-id", "my-id")
                        .header("x-ms-client-request-id", "theirs")
                        .header("authorization", "Bearer not-for-the-log")
                        .header("traceparent", trace)
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        String line = server.inputReader()
                .lines()
                .filter(text -> text.contains("GET /score"))
                .findFirst()
                .orElseThrow();
        JsonObject fields = new JsonObject(line);
        assertThat(fields.getString("request_id")).isEqualTo("my-id");
        assertThat(fields.getString("client_request_id")).isEqualTo("theirs");
        assertThat(fields.getString("trace_id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(fields.getString("span_id")).isEqualTo("00f067aa0ba902b7");
        assertThat(fields.getInteger("status")).isEqualTo(200);
        assertThat(fields.getDouble("duration_ms")).isPositive();
        assertThat(fields.getString("model")).isEqualTo("sklearn_regression_model");
        assertThat(line).doesNotContain("not-for-the-log");
    }

    @Test
    void logsEachRequestWithItsIdAndItsTraceAtDebug() throws IOException, InterruptedException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Process server =
                start(Map.of("AZUREML_LOG_LEVEL", "ERROR"), MODEL.toString(), "--port", "0", "--log_level", "DEBUG");
        int port = port(server);

        client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score?data=%5B%5D"))
                        .header("x-request-id", "my-id")
                        .header("traceparent", trace)
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(server.inputReader()
                        .lines()
                        .filter(line -> line.contains("GET /score"))
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .matches(".* DEBUG GET /score\\?data=%5B%5D 200 [0-9]+\\.[0-9]{3}ms 2 id=my-id traceparent="
                                + trace));
    }

    /** A script stands for any library that would read them; LibLinear's models in Tribuo's files were one way in. */
    @Test
    void readsNoJavaSerialisedObjects() throws IOException, InterruptedException {
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

        int port = port(start(Map.of(), "--entry-script", script.toString(), "--port", "0"));

        assertThat(score(port).body()).contains("REJECTED");
    }
}
