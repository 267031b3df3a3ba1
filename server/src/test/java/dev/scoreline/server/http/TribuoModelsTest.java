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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tribuo's models over HTTP. */
@ExtendWith(VertxExtension.class)
class TribuoModelsTest {

    private static final Path GOLDEN = Path.of("..", "model-loaders", "tribuo", "src", "test", "resources", "golden");

    private static String read(Path file) {
        return RunningServer.read(file);
    }

    @Nested
    class EveryGoldenModel {

        private final List<String> names = new ArrayList<>();
        private RunningServer server;

        @BeforeEach
        void start(Vertx vertx, @TempDir Path folder) throws IOException {
            try (Stream<Path> files = Files.list(GOLDEN)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".tribuo"))
                        .toList()) {
                    String name = file.getFileName().toString().replace(".tribuo", "");
                    Path version = Files.createDirectories(folder.resolve(name).resolve("1"));
                    Files.copy(file, version.resolve(file.getFileName()));
                    names.add(name);
                }
            }
            server = RunningServer.of(vertx, folder);
        }

        @AfterEach
        void stop() {
            server.close();
        }

        /** Numbers are compared as the doubles that they are, so that a difference of one bit fails. */
        @Test
        void answersWhatTribuoAnswered() {
            String rows = read(GOLDEN.resolve("rows.json"));
            assertThat(names).hasSizeGreaterThan(30);
            for (String name : names) {
                JsonObject expected = new JsonObject(read(GOLDEN.resolve(name + ".json")));
                for (String method : expected.fieldNames()) {
                    HttpResponse<Buffer> answer = server.post(
                            "/models/" + name + "/score", "{\"method\":\"" + method + "\",\"data\":" + rows + "}");

                    assertThat(answer.statusCode()).as(name).isEqualTo(200);
                    assertThat(answer.bodyAsJsonObject().getJsonArray(method))
                            .as(name + " " + method)
                            .isEqualTo(expected.getJsonArray(method));
                }
            }
        }

        @Test
        void takesRowsByNameWithFeaturesLeftOut() {
            String byName = server.post(
                            "/models/label_logistic/score",
                            "{\"method\":\"predict_proba\",\"data\":[{\"sepalWidth\":3.0,\"petalLength\":4.9,\"sepalLength\":5.9}]}")
                    .bodyAsString();
            String byPosition = server.post(
                            "/models/label_logistic/score",
                            "{\"method\":\"predict_proba\",\"data\":[[4.9,null,5.9,3.0]]}")
                    .bodyAsString();

            assertThat(byName).startsWith("{\"predict_proba\":[[0.").isEqualTo(byPosition);
        }

        @Test
        void refusesAFeatureThatTheModelDoesNotKnow() {
            HttpResponse<Buffer> answer = server.post(
                    "/models/label_logistic/score", "{\"data\":[{\"petalLength\":4.9,\"petalLenght\":4.9}]}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.bodyAsString()).contains("petalLenght");
        }

        @Test
        void refusesARowThatTribuoRefusesWithItsReason() {
            HttpResponse<Buffer> answer = server.post("/models/label_bayes/score", "{\"data\":[[1,2,3,-4]]}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.bodyAsString()).contains("row 0").contains("negative");
        }
    }

    @Nested
    class TheExample {

        private RunningServer server;

        @BeforeEach
        void start(Vertx vertx) {
            server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("tribuo-iris"));
        }

        @AfterEach
        void stop() {
            server.close();
        }

        @Test
        void answersTheSampleOutputToTheSampleInput() {
            HttpResponse<Buffer> answer =
                    server.post("/score", read(RunningServer.EXAMPLES.resolve("tribuo-iris/sample_input.json")));

            assertThat(answer.bodyAsJsonArray())
                    .isEqualTo(new JsonArray(read(RunningServer.EXAMPLES.resolve("tribuo-iris/sample_output.json"))));
        }
    }
}
