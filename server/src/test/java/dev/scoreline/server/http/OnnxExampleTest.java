package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README of {@code examples/onnx-iris} shows; the answers are those of Python's onnxruntime 1.29.0. */
@ExtendWith(VertxExtension.class)
class OnnxExampleTest {

    private static final Path IRIS = RunningServer.EXAMPLES.resolve("onnx-iris");

    private RunningServer server;

    @BeforeEach
    void start(Vertx vertx) {
        server = RunningServer.of(vertx, IRIS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersTheSampleWithTheNumbersOfOnnxRuntime() {
        HttpResponse<Buffer> answer = server.post("/score", RunningServer.read(IRIS.resolve("sample_input.json")));

        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject(RunningServer.read(IRIS.resolve("sample_output.json"))));
    }

    @Test
    void answersTheRowsOfItsReadme() {
        HttpResponse<Buffer> answer = server.post("/score", "{\"data\":[[5.1,3.5,1.4,0.2],[6.0,2.9,4.5,1.5]]}");

        assertThat(RunningServer.read(IRIS.resolve("README.md"))).contains("    " + answer.bodyAsString() + "\n");
    }

    @Test
    void saysWhichRowsItTakes() {
        HttpResponse<Buffer> answer = server.post("/score", "{\"data\":[[5.1,3.5]]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("message")).isEqualTo("/data/0: expected 4 values but got 2");
    }
}
