package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The examples of entry code do what their pages say. */
@ExtendWith(VertxExtension.class)
class EntryExamplesTest {

    private Vertx vertx;
    private RunningServer server;

    @BeforeEach
    void takeVertx(Vertx given) {
        vertx = given;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(String script) {
        server = RunningServer.ofScript(vertx, RunningServer.EXAMPLES.resolve(script), Map.of());
    }

    @Test
    void echo() {
        start("entry-echo/Echo.java");

        assertThat(server.post("/score")
                        .sendBuffer(Buffer.buffer("Hello"))
                        .await()
                        .bodyAsString())
                .isEqualTo("\"Hello\"");
    }

    @Test
    void record() {
        start("entry-record/Bmi.java");

        assertThat(server.post("/score", "{\"people\": [{\"name\": \"Ann\", \"weightKg\": 80, \"heightM\": 2}]}")
                        .bodyAsString())
                .isEqualTo("[{\"name\":\"Ann\",\"index\":20.0,\"isOver\":false}]");
        HttpResponse<Buffer> refusal =
                server.post("/score", "{\"people\": [{\"name\": \"Ann\", \"weightKg\": 80, \"heightM\": 0}]}");
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.bodyAsJsonObject())
                .isEqualTo(JsonObject.of("message", "/people/0: heightM must be over 0 but is 0.0"));
    }

    @Test
    void chained(@TempDir Path models) throws IOException {
        copy("churn/churn.pkl", models.resolve("churn/1"));
        copy("diabetes/sklearn_regression_model.pkl", models.resolve("diabetes/1"));
        Path script = RunningServer.EXAMPLES.resolve("entry-chained/CallList.java");
        server = RunningServer.of(vertx, models, Map.of("AZUREML_ENTRY_SCRIPT", script.toString()));

        JsonArray calls = server.post(
                        "/score", RunningServer.read(RunningServer.EXAMPLES.resolve("entry-chained/sample_input.json")))
                .bodyAsJsonArray();

        assertThat(calls).hasSize(2);
        assertThat(calls.getJsonObject(0).getString("name")).isEqualTo("Cem");
        assertThat(calls.getJsonObject(0).getDouble("progress"))
                .isCloseTo(6141.169929291073, Percentage.withPercentage(1e-9));
        assertThat(calls.getJsonObject(1).getString("name")).isEqualTo("Ann");
        assertThat(server.post("/models/diabetes/score", "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void copy(String example, Path folder) throws IOException {
        Path model = RunningServer.EXAMPLES.resolve(example);
        Files.createDirectories(folder);
        Files.copy(model, folder.resolve(model.getFileName()));
    }

    @Test
    void image() throws IOException {
        start("entry-image/PngSize.java");
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "png", png);

        assertThat(server.post("/score")
                        .sendBuffer(Buffer.buffer(png.toByteArray()))
                        .await()
                        .bodyAsJsonObject())
                .isEqualTo(JsonObject.of("width", 640, "height", 480));
        HttpResponse<Buffer> refusal =
                server.post("/score").sendBuffer(Buffer.buffer("GIF")).await();
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.bodyAsString()).contains("expected the bytes of a PNG image");
    }

    @Test
    void cors() {
        start("entry-cors/Headers.java");

        HttpResponse<Buffer> answer =
                server.post("/score").sendBuffer(Buffer.buffer("Hello")).await();
        HttpResponse<Buffer> preflight = server.send(HttpMethod.OPTIONS, "/score");

        assertThat(answer.bodyAsString()).isEqualTo("Hello");
        assertThat(answer.getHeader("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.getHeader("access-control-allow-origin")).isEqualTo("http://www.example.com");
        assertThat(preflight.getHeader("access-control-allow-methods")).isEqualTo("GET, OPTIONS, POST");
    }

    @Test
    void stream() {
        start("entry-stream/Countdown.java");

        HttpResponse<Buffer> answer = server.post("/score", "{\"from\": 2}");

        assertThat(answer.getHeader("content-type")).isEqualTo("text/event-stream");
        assertThat(answer.bodyAsString()).isEqualTo("data: 2\n\ndata: 1\n\ndata: lift-off\n\n");
        assertThat(server.post("/score", "{\"from\": 101}").bodyAsJsonObject())
                .isEqualTo(JsonObject.of("message", "the body: from must be from 1 to 100 but is 101"));
    }

    @Test
    void raw() {
        start("entry-raw/Raw.java");
        byte[] bytes = {0, (byte) 0xFF, 10};

        assertThat(server.get("/score?a=1").bodyAsString()).isEqualTo("/score?a=1");
        assertThat(server.post("/score")
                        .sendBuffer(Buffer.buffer(bytes))
                        .await()
                        .body()
                        .getBytes())
                .isEqualTo(bytes);
        HttpResponse<Buffer> refused = server.send(HttpMethod.OPTIONS, "/score");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.bodyAsString()).isEqualTo("bad request");
        assertThat(refused.getHeader("x-ms-run-function-failed")).isEqualTo("True");
    }
}
