package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models that take tensors by name and answer named outputs, as the server describes them. */
@ExtendWith(VertxExtension.class)
class TensorModelsTest {

    private static final Path GOLDEN = Path.of("..", "model-loaders", "onnx", "src", "test", "resources", "golden");
    private static final String[] NAMES = {
        "several",
        "loop",
        "identity_bool",
        "identity_string",
        "identity_int8",
        "casts",
        "torch",
        "changing",
        "frame",
        "sequence"
    };

    private RunningServer server;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path folder) throws IOException {
        for (String name : NAMES) {
            Path version = Files.createDirectories(folder.resolve(name).resolve("1"));
            Files.copy(GOLDEN.resolve(name + ".onnx"), version.resolve(name + ".onnx"));
        }
        server = RunningServer.of(vertx, folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonObject listed(String name) {
        return server.get("/models").bodyAsJsonObject().getJsonArray("models").stream()
                .map(JsonObject.class::cast)
                .filter(model -> model.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsTheInputsAndOutputsWithTheirShapes() {
        JsonObject several = listed("several");

        assertThat(several.getJsonArray("features")).isEmpty();
        assertThat(several.getJsonArray("inputs"))
                .isEqualTo(new JsonArray("[{\"name\":\"left\",\"type\":\"FLOAT32\",\"shape\":[-1,-1]},"
                        + "{\"name\":\"right\",\"type\":\"FLOAT32\",\"shape\":[-1,-1]}]"));
        assertThat(several.getJsonArray("methods").getJsonObject(0).getJsonArray("outputs"))
                .isEqualTo(new JsonArray("[{\"name\":\"product\",\"type\":\"FLOAT32\",\"shape\":[-1,-1]},"
                        + "{\"name\":\"shape\",\"type\":\"INT64\",\"shape\":[2]},"
                        + "{\"name\":\"total\",\"type\":\"FLOAT32\",\"shape\":[]}]"));
    }

    @Test
    void listsTheColumnsOfATableBesideTheTensorsThatItIsMadeOf() {
        JsonObject frame = listed("frame");

        assertThat(frame.getJsonArray("features")).hasSize(3);
        assertThat(frame.getJsonArray("inputs")).hasSize(3);
    }

    @Test
    void takesTheExampleThatItShows() {
        JsonObject document = server.get("/swagger.json?version=3.1").bodyAsJsonObject();
        for (String name : NAMES) {
            String path = "/models/" + name + "/versions/1/score";
            JsonObject input = referred(document, body(at(document, "paths", path, "post", "requestBody")));
            JsonObject output = body(at(document, "paths", path, "post", "responses", "200"));

            HttpResponse<Buffer> answer =
                    server.post(path, input.getValue("example").toString());

            assertThat(answer.statusCode())
                    .as(name + ": " + answer.bodyAsString())
                    .isEqualTo(200);
            if (output.containsKey("$ref") && answer.bodyAsString().startsWith("{")) {
                assertThat(answer.bodyAsJsonObject().fieldNames())
                        .as(name)
                        .containsExactlyElementsOf(referred(document, output)
                                .getJsonObject("properties")
                                .fieldNames());
            }
        }
    }

    @Test
    void describesTensorsAsNestedLists() {
        JsonObject document = server.get("/swagger.json?version=3.1").bodyAsJsonObject();
        JsonObject several = at(document, "paths", "/models/several/versions/1/score", "post");
        JsonObject data = at(referred(document, body(at(several, "requestBody"))), "properties", "data");

        assertThat(data.getJsonArray("required")).containsExactly("left", "right");
        assertThat(at(data, "properties", "left", "items", "items").getString("format"))
                .isEqualTo("float");
        assertThat(referred(document, body(at(several, "responses", "200"))).getJsonArray("required"))
                .containsExactly("product", "shape", "total");
    }

    private static JsonObject at(JsonObject from, String... keys) {
        JsonObject at = from;
        for (String key : keys) {
            at = at.getJsonObject(key);
        }
        return at;
    }

    private static JsonObject body(JsonObject requestOrResponse) {
        return at(requestOrResponse, "content", "application/json", "schema");
    }

    private static JsonObject referred(JsonObject document, JsonObject schema) {
        return at(document, schema.getString("$ref").substring(2).split("/"));
    }
}
