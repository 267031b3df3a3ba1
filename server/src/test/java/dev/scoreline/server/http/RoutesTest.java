package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths besides scoring, and the paths of several models, over real HTTP. */
@ExtendWith(VertxExtension.class)
class RoutesTest {

    private static final String ROW = "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}";

    private RunningServer server;

    /** diabetes in versions 2, 9 and 10, churn in version 1. */
    @BeforeEach
    void start(Vertx vertx, @TempDir Path models) throws IOException {
        for (String version : new String[] {"2", "9", "10"}) {
            put(models, "diabetes/" + version, RunningServer.EXAMPLES.resolve("diabetes/sklearn_regression_model.pkl"));
        }
        put(models, "churn/1", RunningServer.EXAMPLES.resolve("churn/churn.pkl"));
        server = RunningServer.of(vertx, models);
    }

    private static void put(Path models, String folder, Path file) throws IOException {
        Files.createDirectories(models.resolve(folder));
        Files.copy(file, models.resolve(folder).resolve(file.getFileName().toString()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysHealthyAtTheRoot() {
        assertThat(server.get("/").bodyAsString()).isEqualTo("Healthy");
        assertThat(server.send(HttpMethod.HEAD, "/").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/livez",
                "/readyz",
                "/models",
                "/swagger.json",
                "/swagger.json?version=3.1",
                "/swagger.json?version=9",
                "/docs/",
                "/docs/page.css",
                "/nowhere"
            })
    void tellsHeadTheLengthOfWhatGetWouldGet(String path) {
        HttpResponse<Buffer> get = server.get(path);
        HttpResponse<Buffer> head = server.send(HttpMethod.HEAD, path);

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isNull();
        assertThat(head.getHeader("content-type")).isEqualTo(get.getHeader("content-type"));
        assertThat(head.getHeader("content-length"))
                .isEqualTo(String.valueOf(get.body().length()));
    }

    @Test
    void tellsHeadALengthOfTheMetrics() {
        HttpResponse<Buffer> head = server.send(HttpMethod.HEAD, "/metrics");

        assertThat(head.body()).isNull();
        assertThat(Integer.parseInt(head.getHeader("content-length"))).isPositive();
    }

    @Test
    void isAliveAndReady() {
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void scoresByNameWithTheNewestVersionAndByVersion() {
        String newest = server.post("/models/diabetes/score", ROW).bodyAsString();

        assertThat(newest).startsWith("[");
        assertThat(server.post("/models/diabetes/versions/2/score", ROW).bodyAsString())
                .isEqualTo(newest);
        assertThat(server.post("/models/churn/score", "{\"data\":[]}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhichModelsThereAreWhenNoNameIsGiven() {
        HttpResponse<Buffer> answer = server.post("/score", ROW);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.bodyAsJsonObject().getString("message")).contains("churn", "diabetes", "/models/");
    }

    @Test
    void saysWhichVersionsThereAre() {
        HttpResponse<Buffer> answer = server.post("/models/diabetes/versions/3/score", ROW);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.bodyAsJsonObject().getString("message")).contains("2", "9", "10");
    }

    @Test
    void listsTheModelsNewestVersionFirst() {
        JsonArray models = server.get("/models").bodyAsJsonObject().getJsonArray("models");

        assertThat(models.stream()
                        .map(model ->
                                ((JsonObject) model).getString("name") + ((JsonObject) model).getString("version"))
                        .collect(Collectors.toList()))
                .containsExactly("churn1", "diabetes10", "diabetes9", "diabetes2");
        assertThat(models.getJsonObject(1).getString("sha256")).hasSize(64);
        assertThat(models.getJsonObject(0).getJsonArray("features")).hasSize(5);
    }

    @Test
    void describesEveryPathInOpenApi() {
        JsonObject document = server.get("/swagger.json?version=3").bodyAsJsonObject();

        assertThat(document.getString("openapi")).isEqualTo("3.0.3");
        assertThat(document.getJsonObject("paths").fieldNames())
                .contains("/models/churn/versions/1/score", "/models/diabetes/versions/10/score")
                .doesNotContain("/score");
    }

    @Test
    void says404WithAHintForAnUnknownPath() {
        HttpResponse<Buffer> answer = server.get("/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.bodyAsJsonObject().getString("message"))
                .contains("/nothing")
                .contains("/score");
    }

    @Test
    void says405WithTheMethodsThatAreAllowed() {
        HttpResponse<Buffer> answer = server.send(HttpMethod.PUT, "/models/churn/score");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.getHeader("allow")).contains("POST");
    }

    @Test
    void echoesTheRequestIdThatCame() {
        HttpResponse<Buffer> answer = server.post("/models/churn/score")
                .putHeader("x-request-id", "my-id-7")
                .sendBuffer(Buffer.buffer("{\"data\":[]}"))
                .await();

        assertThat(answer.getHeader("x-request-id")).isEqualTo("my-id-7");
    }

    @Test
    void makesARequestIdWhenNoneOrAnEmptyOneCame() {
        HttpResponse<Buffer> answer = server.post("/models/churn/score")
                .putHeader("x-request-id", "")
                .sendBuffer(Buffer.buffer("{\"data\":[]}"))
                .await();

        assertThat(answer.getHeader("x-request-id")).hasSize(36);
        assertThat(server.get("/nothing").getHeader("x-request-id")).hasSize(36);
    }

    @Test
    void echoesAValidTraceparentOnly() {
        String valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        assertThat(traceparentFor(valid)).isEqualTo(valid);
        assertThat(traceparentFor("01" + valid.substring(2) + "-more")).isEqualTo("01" + valid.substring(2) + "-more");
        assertThat(traceparentFor(valid + "-more")).isNull();
        assertThat(traceparentFor("ff" + valid.substring(2))).isNull();
        assertThat(traceparentFor(valid.toUpperCase(Locale.ROOT))).isNull();
        assertThat(traceparentFor(valid.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32))))
                .isNull();
        assertThat(traceparentFor("none")).isNull();
    }

    private String traceparentFor(String sent) {
        return server.send(HttpMethod.GET, "/", Map.of("traceparent", sent)).getHeader("traceparent");
    }

    @Test
    void scoresTheQueryOfAGet() {
        String posted = server.post("/models/diabetes/score", ROW).bodyAsString();

        assertThat(server.get("/models/diabetes/score?data=%5B%5B1,2,3,4,5,6,7,8,9,10%5D%5D")
                        .bodyAsString())
                .isEqualTo(posted);
        assertThat(server.get("/models/diabetes/score?data=%5B1,2,3,4,5,6,7,8,9,10%5D&data=%5B1,2,3,4,5,6,7,8,9,10%5D"
                                + "&method=predict")
                        .bodyAsJsonObject()
                        .getJsonArray("predict"))
                .hasSize(2);
    }

    @Test
    void refusesAQueryThatDoesNotFitOrCannotBeDecoded() {
        assertThat(server.get("/models/diabetes/score").bodyAsJsonObject().getString("message"))
                .contains("\"data\" is missing");
        assertThat(server.get("/models/diabetes/score?data=x").statusCode()).isEqualTo(400);

        HttpResponse<Buffer> undecodable = server.get("/models/diabetes/score?data=%ZZ");
        assertThat(undecodable.statusCode()).isEqualTo(400);
        assertThat(undecodable.bodyAsJsonObject().getString("message")).contains("percent");
    }

    @Test
    void saysHowLongTheModelWorked() {
        HttpResponse<Buffer> answer = server.post("/models/diabetes/score", ROW);

        assertThat(answer.getHeader("x-ms-run-fn-exec-ms")).matches("[0-9]+\\.[0-9]{3}");
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("False");
        assertThat(answer.getHeader("x-ms-server-version")).isEqualTo("scoreline/test");
    }

    @Test
    void refusesALongQueryWithASentence() {
        HttpResponse<Buffer> answer = server.get("/models/diabetes/score?data=" + "1".repeat(5000));

        assertThat(answer.statusCode()).isEqualTo(414);
        assertThat(answer.bodyAsJsonObject().getString("message")).contains("4094", "POST");
    }
}
