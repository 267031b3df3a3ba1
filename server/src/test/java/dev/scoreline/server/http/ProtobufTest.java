package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.wire.WireReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers in protobuf, over real HTTP with a real ONNX model. */
@ExtendWith(VertxExtension.class)
class ProtobufTest {

    private static final Path MODEL =
            Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden", "several.onnx");
    private static final Path MESSAGES = Path.of("..", "scoring", "src", "test", "resources", "protobuf");
    private static final String JSON = "{\"left\":[[1,2,3],[4,5,6]],\"right\":[[1,0],[0,1],[1,1]]}";

    private RunningServer server;
    private Buffer message;

    @BeforeEach
    void start(Vertx vertx) throws IOException {
        server = RunningServer.of(vertx, MODEL);
        message = Buffer.buffer(Files.readAllBytes(MESSAGES.resolve("several.request.pb")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<Buffer> post(Buffer body, String contentType, String accept) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", contentType);
        if (!accept.isEmpty()) {
            headers.put("accept", accept);
        }
        return server.send(HttpMethod.POST, "/score", headers, body);
    }

    /** The outputs of an answer in protobuf, each with the bytes of its values. */
    private static Map<String, Buffer> outputs(Buffer body) {
        Map<String, Buffer> outputs = new LinkedHashMap<>();
        WireReader response = new WireReader(body.getBytes(), 0, body.length(), InferenceException::invalidInput);
        while (response.next() == 1) {
            WireReader entry = response.message();
            assertThat(entry.next()).isEqualTo(1);
            String name = entry.text();
            assertThat(entry.next()).isEqualTo(2);
            outputs.put(name, raw(entry.message()));
        }
        return outputs;
    }

    private static Buffer raw(WireReader tensor) {
        Buffer raw = Buffer.buffer();
        for (int field = tensor.next(); field != 0; field = tensor.next()) {
            if (field == 9) {
                byte[] bytes = new byte[tensor.length()];
                tensor.bytes().get(bytes);
                raw.appendBytes(bytes);
            }
        }
        return raw;
    }

    @Test
    void givesTheSameBitsAsJson() throws IOException {
        JsonObject json = server.post("/score", Files.readString(MESSAGES.resolve("several.request.json")))
                .bodyAsJsonObject()
                .getJsonObject("outputs");

        HttpResponse<Buffer> answer = post(message, "application/x-protobuf", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, Buffer> outputs = outputs(answer.body());
        assertThat(outputs).containsOnlyKeys("product", "total");
        outputs.forEach((name, bytes) ->
                assertThat(bytes.getBytes()).isEqualTo(json.getJsonObject(name).getBinary("rawData")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-protobuf | '' | application/octet-stream",
                "application/x-protobuf | */* | application/octet-stream",
                "application/vnd.google.protobuf; charset=binary | application/* | application/octet-stream",
                "application/octet-stream | '' | application/octet-stream",
                "application/octet-stream | application/x-protobuf | application/x-protobuf",
                "application/protobuf | application/vnd.google.protobuf | application/vnd.google.protobuf",
                "application/x-protobuf | application/x-protobuf, */* | application/x-protobuf",
                "application/x-protobuf | application/json;q=0.5, Application/X-Protobuf;q=0.6 | application/x-protobuf",
                "application/x-protobuf | text/html, */*;q=0.1 | application/octet-stream",
                "application/x-protobuf | application/json | application/json",
                "application/octet-stream | application/json, text/plain, */* | application/json",
                "application/x-protobuf | application/x-protobuf;q=0, application/json;q=0.1 | application/json",
            })
    void answersAsTheClientOfAMessageAccepts(String type, String accept, String answered) {
        HttpResponse<Buffer> answer = post(message, type, accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("content-type")).isEqualTo(answered);
        if (answered.equals("application/json")) {
            assertThat(answer.bodyAsString()).startsWith("{\"outputs\":{\"product\":{\"dims\":[\"2\",\"2\"],");
        } else {
            assertThat(outputs(answer.body())).containsOnlyKeys("product", "total");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | application/json",
                "*/* | application/json",
                "text/html | application/json",
                "application/json, application/x-protobuf | application/json",
                "application/x-protobuf;q=0 | application/json",
                "application/x-protobuf | application/x-protobuf",
                "application/octet-stream | application/octet-stream",
                "application/json;q=0.9, application/vnd.google.protobuf | application/vnd.google.protobuf",
            })
    void answersAsTheClientOfJsonAccepts(String accept, String answered) {
        for (String type : new String[] {"application/json", "application/octet-stream"}) {
            HttpResponse<Buffer> answer = post(Buffer.buffer(JSON), type, accept);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.getHeader("content-type")).isEqualTo(answered);
            if (answered.equals("application/json")) {
                assertThat(answer.bodyAsString()).startsWith("{\"product\":[[4.0,5.0],[10.0,11.0]]");
            } else {
                assertThat(outputs(answer.body())).containsOnlyKeys("product", "shape", "total");
            }
        }
    }

    @Test
    void answersRowsOfAnotherEngineInProtobuf(Vertx vertx) throws IOException {
        byte[] rows = Files.readAllBytes(MESSAGES.resolve("typed_double.request.pb"));
        try (RunningServer diabetes = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"))) {
            HttpResponse<Buffer> refused = diabetes.post("/score")
                    .putHeader("content-type", "application/x-protobuf")
                    .sendBuffer(Buffer.buffer(rows))
                    .await();
            HttpResponse<Buffer> answer = diabetes.post("/score")
                    .putHeader("content-type", "application/json")
                    .putHeader("accept", "application/x-protobuf")
                    .sendBuffer(Buffer.buffer("{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}"))
                    .await();

            assertThat(refused.bodyAsJsonObject().getString("error_message"))
                    .isEqualTo("/inputs/x/dims: expected [rows, 10] but got [2, 2]");
            // An entry: its key "predict", and a tensor of dims [1], type 11, one packed double and the default
            // location.
            assertThat(answer.body().getBytes())
                    .startsWith(0x0A, 0x1B, 0x0A, 0x07, 'p', 'r', 'e', 'd', 'i', 'c', 't')
                    .endsWith(
                            0x12, 0x10, 0x08, 1, 0x10, 11, 0x52, 8, 0xC8, 0x6B, 0x7C, 0x80, 0x2B, 0xFD, 0xB7, 0x40,
                            0x70, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-protobuf", "application/octet-stream"})
    void tellsErrorsAsOnnxRuntimeServerDoes(String type) {
        Buffer cut = message.getBuffer(0, 20);

        HttpResponse<Buffer> answer = post(cut, type, "application/x-protobuf");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.getHeader("content-type")).isEqualTo("application/json");
        assertThat(answer.bodyAsString())
                .startsWith(
                        "{\"error_code\": 400, \"error_message\": \"the body is no PredictRequest in protobuf's binary")
                .endsWith("\"}\n");
    }

    @Test
    void refusesAMessageWhoseClientAcceptsNothingThatThereIs() {
        HttpResponse<Buffer> answer = post(message, "application/x-protobuf", "text/html");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("error_message"))
                .startsWith("expected an Accept of application/json or one of [application/x-protobuf,");
    }

    @Test
    void refusesAnEmptyMessage() {
        HttpResponse<Buffer> answer = post(Buffer.buffer(), "application/x-protobuf", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("error_message")).contains("the input 'left' is missing");
    }

    @Test
    void isUnknownUnderStrictCompatibility(Vertx vertx) {
        try (RunningServer strict = RunningServer.of(vertx, MODEL, Map.of("AZUREML_COMPATIBILITY", "strict"))) {
            HttpResponse<Buffer> answer = strict.post("/score")
                    .putHeader("content-type", "application/x-protobuf")
                    .sendBuffer(message)
                    .await();

            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.bodyAsString())
                    .isEqualTo("{\"message\": \"Expects Content-Type to be application/json\"}");
        }
    }
}
