package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rows S1 to S8 of the contract's conformance table, over HTTP, and what differs by default. */
@ExtendWith(VertxExtension.class)
class SwaggerTest {

    private static final Map<String, String> STRICT = Map.of("AZUREML_COMPATIBILITY", "strict");
    private static final Path DIABETES = RunningServer.EXAMPLES.resolve("diabetes");

    private static String marker(RunningServer server, String query) {
        JsonObject document = server.get("/swagger.json" + query).bodyAsJsonObject();
        return document.getString("swagger", document.getString("openapi"));
    }

    private static void assertNotFound(HttpResponse<Buffer> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.bodyAsJsonObject()).isEqualTo(JsonObject.of("message", message));
    }

    @Test
    void s1RefusesAVersionThatThereIsNot(Vertx vertx) {
        try (RunningServer server = RunningServer.of(vertx, DIABETES, STRICT)) {
            for (String version : new String[] {"3.0a", "9", "", "2.00"}) {
                assertNotFound(
                        server.get("/swagger.json?version=" + version),
                        "Swagger version [" + version + "] is not valid. Supported versions: [2, 3, 3.1].");
            }
        }
    }

    @Test
    void s2AnswersEachVersionAndVersion2ForNone(Vertx vertx) {
        try (RunningServer server = RunningServer.of(vertx, DIABETES, STRICT)) {
            assertThat(marker(server, "")).isEqualTo("2.0");
            assertThat(marker(server, "?version=2")).isEqualTo("2.0");
            assertThat(marker(server, "?version=3")).isEqualTo("3.0.3");
            assertThat(marker(server, "?version=3.1")).isEqualTo("3.1.0");
            assertThat(marker(server, "?version=3&version=2")).isEqualTo("3.0.3");
            assertThat(server.get("/swagger.json").getHeader("content-type")).isEqualTo("application/json");
        }
    }

    @Test
    void s3KnowsTheAliases(Vertx vertx) {
        try (RunningServer server = RunningServer.of(vertx, DIABETES, STRICT)) {
            assertThat(server.get("/swagger.json?version=3.0").body())
                    .isEqualTo(server.get("/swagger.json?version=3").body());
            assertThat(server.get("/swagger.json?version=2.0").body())
                    .isEqualTo(server.get("/swagger.json").body());
        }
    }

    /** A sample that mixes types in a list, as the row's does: {@code [1, "a"]}. */
    private static Path mixed(Path folder) throws IOException {
        Files.copy(DIABETES.resolve("sklearn_regression_model.pkl"), folder.resolve("model.pkl"));
        Files.writeString(folder.resolve("sample_input.json"), "{\"data\": [1, \"a\"]}");
        return folder;
    }

    @Test
    void s4HasNoVersion2ForAListOfMixedTypes(Vertx vertx, @TempDir Path folder) throws IOException {
        try (RunningServer server = RunningServer.of(vertx, mixed(folder), STRICT)) {
            String refusal =
                    "Swagger version [2] is not supported for the scoring script. Supported swagger versions: [3, 3.1].";

            assertNotFound(server.get("/swagger.json?version=2"), refusal);
            assertNotFound(server.get("/swagger.json"), refusal);
            assertThat(marker(server, "?version=3")).isEqualTo("3.0.3");
        }
    }

    @Test
    void describesTheModelInVersion2AlsoThereByDefault(Vertx vertx, @TempDir Path folder) throws IOException {
        try (RunningServer server = RunningServer.of(vertx, mixed(folder))) {
            assertThat(marker(server, "")).isEqualTo("2.0");
            assertThat(marker(server, "?version=2")).isEqualTo("2.0");
        }
    }

    private static RunningServer withRoot(Vertx vertx, Path root) {
        Map<String, String> environment = new HashMap<>(STRICT);
        environment.put("AML_APP_ROOT", root.toString());
        return RunningServer.of(vertx, DIABETES, environment);
    }

    @Test
    void s5ServesTheUsersVersion2(Vertx vertx, @TempDir Path root) throws IOException {
        Files.writeString(root.resolve("swagger2.json"), "{\"mine\": 2}");
        try (RunningServer server = withRoot(vertx, root)) {
            assertThat(server.get("/swagger.json").bodyAsString()).isEqualTo("{\"mine\": 2}");
            assertThat(marker(server, "?version=3")).isEqualTo("3.0.3");
        }

        Files.writeString(root.resolve("swagger.json"), "not even JSON");
        try (RunningServer server = withRoot(vertx, root)) {
            assertThat(server.get("/swagger.json?version=2").bodyAsString()).isEqualTo("not even JSON");
        }
    }

    @Test
    void s6ServesTheUsersVersion3(Vertx vertx, @TempDir Path root) throws IOException {
        Files.writeString(root.resolve("swagger3.json"), "{\"mine\": 3}");
        Files.writeString(root.resolve("swagger3.1.json"), "{\"mine\": 3.1}");
        try (RunningServer server = withRoot(vertx, root)) {
            assertThat(server.get("/swagger.json?version=3").bodyAsString()).isEqualTo("{\"mine\": 3}");
            assertThat(server.get("/swagger.json?version=3.1").bodyAsString()).isEqualTo("{\"mine\": 3.1}");
            assertThat(marker(server, "")).isEqualTo("2.0");
        }
    }

    @Test
    void passesOverAUsersDocumentThatIsTooLong(Vertx vertx, @TempDir Path root) throws IOException {
        Files.writeString(root.resolve("swagger.json"), " ".repeat(4 * 1024 * 1024 + 1));
        try (RunningServer server = withRoot(vertx, root)) {
            assertThat(marker(server, "")).isEqualTo("2.0");
        }
    }

    @Test
    void s7DescribesTheServiceInTheShapeOfTheContract(Vertx vertx) {
        try (RunningServer server = RunningServer.of(vertx, DIABETES, STRICT)) {
            JsonObject schemas = server.get("/swagger.json").bodyAsJsonObject().getJsonObject("definitions");

            assertThat(schemas.getJsonObject("ServiceInput")).isEqualTo(new JsonObject("""
                                    {"type": "object",
                                     "properties": {"data": {"type": "array", "items": {"type": "array",
                                                    "items": {"type": "integer", "format": "int64"}}}},
                                     "example": {"data": [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
                                                          [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]]}}"""));
            assertThat(schemas.getJsonObject("ServiceOutput").getString("type")).isEqualTo("array");
            assertThat(server.get("/swagger.json?version=3.1").bodyAsString())
                    .isEqualTo(server.get("/swagger.json?version=3")
                            .bodyAsString()
                            .replace("\"openapi\":\"3.0.3\"", "\"openapi\":\"3.1.0\""));
        }
    }

    @Test
    void s8PutsThePrefixBeforeThePathsOfTheDocumentOnly(Vertx vertx) {
        Map<String, String> environment = new HashMap<>(STRICT);
        environment.put("SERVICE_PATH_PREFIX", "test");
        try (RunningServer plain = RunningServer.of(vertx, DIABETES, STRICT);
                RunningServer server = RunningServer.of(vertx, DIABETES, environment)) {
            JsonObject document = server.get("/swagger.json").bodyAsJsonObject();
            JsonObject paths = (JsonObject) document.remove("paths");
            JsonObject rest = plain.get("/swagger.json").bodyAsJsonObject();
            rest.remove("paths");

            assertThat(paths.fieldNames()).containsExactly("/test/", "/test/score", "/test/swagger.json");
            assertThat(document).isEqualTo(rest);
            assertThat(server.get("/test/swagger.json").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void namesTheServiceAsItIsSet(Vertx vertx) {
        Map<String, String> environment = Map.of("SERVICE_NAME", "churn", "SERVICE_VERSION", "7");
        try (RunningServer server = RunningServer.of(vertx, DIABETES, environment)) {
            JsonObject info = server.get("/swagger.json").bodyAsJsonObject().getJsonObject("info");

            assertThat(info.getString("title")).isEqualTo("churn");
            assertThat(info.getString("version")).isEqualTo("7");
        }
    }

    @Test
    void describesDataAndMethodsByDefaultAndShowsTheSamples(Vertx vertx) {
        try (RunningServer server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("churn"))) {
            JsonObject schemas = server.get("/swagger.json?version=3")
                    .bodyAsJsonObject()
                    .getJsonObject("components")
                    .getJsonObject("schemas");
            JsonObject input = schemas.getJsonObject("ServiceInput");

            assertThat(input.getJsonObject("properties").fieldNames()).containsExactly("data", "method");
            assertThat(input.getJsonObject("example").getJsonArray("data")).hasSize(3);
            assertThat(schemas.getJsonObject("ServiceOutput").getJsonArray("example"))
                    .containsExactly("leave", "stay", "leave");
        }
    }
}
