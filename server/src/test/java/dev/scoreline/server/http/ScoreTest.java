package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What POST /score answers, over real HTTP, with the example models. */
@ExtendWith(VertxExtension.class)
class ScoreTest {

    private static final String TWO_ROWS = "{\"data\":[[1,2,3,4,5,6,7,8,9,10],[10,9,8,7,6,5,4,3,2,1]]}";

    /** What {@code predict(...).tolist()} gave in Python, to 1e-12: linear models may differ in the last digits. */
    private static final JsonArray SAMPLE_OUTPUT =
            new JsonArray(RunningServer.read(RunningServer.EXAMPLES.resolve("diabetes/sample_output.json")));

    private RunningServer server;

    private void assertIsSampleOutput(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("content-type")).isEqualTo("application/json");
        assertIsSampleOutput(answer.bodyAsJsonArray());
    }

    private void assertIsSampleOutput(JsonArray answer) {
        assertThat(answer).hasSize(2);
        for (int row = 0; row < 2; row++) {
            double expected = SAMPLE_OUTPUT.getDouble(row);
            assertThat(answer.getDouble(row)).isCloseTo(expected, within(Math.abs(expected) * 1e-12));
        }
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Nested
    class OfTheDiabetesModel {

        @BeforeEach
        void start(Vertx vertx) {
            server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("diabetes"));
        }

        @Test
        void isTheBareListThatPredictGives() {
            assertIsSampleOutput(server.post("/score", TWO_ROWS));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json",
                    "application/json; charset=utf-8",
                    "application/x-www-form-urlencoded",
                    "application/vnd.example+json",
                    "text/plain"
                })
        void comesForEveryContentTypeThatMeansJson(String contentType) {
            assertIsSampleOutput(server.post("/score")
                    .putHeader("content-type", contentType)
                    .sendBuffer(Buffer.buffer(TWO_ROWS))
                    .await());
        }

        @Test
        void comesWithoutAContentType() {
            assertIsSampleOutput(
                    server.post("/score").sendBuffer(Buffer.buffer(TWO_ROWS)).await());
        }

        @Test
        void isKeyedByTheMethodWhenOneIsAsked() {
            HttpResponse<Buffer> answer =
                    server.post("/score", TWO_ROWS.replace("{\"data\"", "{\"method\":\"predict\",\"data\""));

            assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("predict");
            assertIsSampleOutput(answer.bodyAsJsonObject().getJsonArray("predict"));
        }

        @Test
        void isAnEmptyListForNoRows() {
            assertThat(server.post("/score", "{\"data\":[]}").bodyAsString()).isEqualTo("[]");
        }

        @Test
        void isTheSameForARowAloneAndInALargeBatch() {
            String alone = server.post("/score", "{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}")
                    .bodyAsJsonArray()
                    .getDouble(0)
                    .toString();

            JsonArray rows = new JsonArray();
            for (int i = 0; i < 5000; i++) {
                rows.add(JsonArray.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
            }
            JsonArray batch =
                    server.post("/score", JsonObject.of("data", rows).encode()).bodyAsJsonArray();

            assertThat(batch).hasSize(5000);
            assertThat(batch.stream().map(Object::toString)).containsOnly(alone);
        }

        @Test
        void isRightForEachOfManyRequestsAtOnce() {
            List<Future<HttpResponse<Buffer>>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(server.post("/score").sendBuffer(Buffer.buffer(TWO_ROWS)));
            }

            answers.forEach(answer -> assertIsSampleOutput(answer.await()));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "{\"data\":[[1,2,3]]}                               | /data/0 | expected 10 values",
                    "{\"data\":[[1,2,3,4,5,6,7,8,9,10],[1]]}            | /data/1 | expected 10 values",
                    "{\"data\":[[1,2,3,4,5,6,7,8,9,\"x\"]]}             | /data/0/9 | number",
                    "{\"data\":[[1,2,3,4,5,6,7,NaN,9,10]]}              | /data/0/7 | finite",
                    "{\"data\":[[1,2,3,4,5,6,7,null,9,10]]}             | /data/0/7 | missing",
                    "{\"data\":[1,2,3,4,5,6,7,8,9,10]}                  | /data | list of rows",
                    "{\"data\":[{\"age\":1}]}                           | /data/0 | by name",
                    "{\"rows\":[[1]]}                                   | rows | data",
                    "{\"method\":\"fly\",\"data\":[]}                   | fly | predict",
                    "{\"data\":[[1,2                                    | line 1 | JSON",
                    "[[1,2,3]]                                          | {\"data\" | object",
                })
        void isARefusalThatSaysWhereAndWhat(String body, String where, String what) {
            HttpResponse<Buffer> answer = server.post("/score", body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(message(answer)).contains(where.strip()).contains(what.strip());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "7", "\"text\"", "\u0000", "{", "{\"data\":{}}", "{\"data\":[[[[1]]]]}"})
        void neverHoldsAStackTrace(String body) {
            HttpResponse<Buffer> answer = server.post("/score", body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(message(answer)).doesNotContain("Exception", "dev.scoreline", "jackson", "\n", "\tat ");
        }

        @Test
        void is413ForDepthBeyondTheLimit() {
            HttpResponse<Buffer> answer =
                    server.post("/score", "{\"extra\":" + "[".repeat(5000) + "]".repeat(5000) + ",\"data\":[]}");

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(message(answer)).contains("deep");
        }

        @Test
        void is413ForABodyThatSaysItIsTooLong() {
            HttpResponse<Buffer> answer = server.post("/score", " ".repeat(RunningServer.MAX_BODY_BYTES + 1));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(message(answer)).contains("1000000 bytes").contains("MAX_BODY_BYTES");
        }

        @Test
        void is413ForABodyThatTurnsOutTooLong(Vertx vertx) {
            HttpResponse<Buffer> answer = server.post("/score")
                    .sendStream(
                            new Chunks(vertx, RunningServer.MAX_BODY_BYTES / 1000 + 2, Buffer.buffer(" ".repeat(1000))))
                    .await();

            assertThat(answer.statusCode()).isEqualTo(413);
        }

        @Test
        void comesAgainAfterABodyThatWasTooLong() {
            server.post("/score", " ".repeat(RunningServer.MAX_BODY_BYTES + 1));

            assertIsSampleOutput(server.post("/score", TWO_ROWS));
        }

        @ParameterizedTest
        @ValueSource(strings = {"multipart/form-data; boundary=x", "text/csv", "image/png"})
        void is415ForAnotherMediaType(String contentType) {
            HttpResponse<Buffer> answer = server.post("/score")
                    .putHeader("content-type", contentType)
                    .sendBuffer(Buffer.buffer(TWO_ROWS))
                    .await();

            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(message(answer))
                    .contains("application/json")
                    .contains(contentType.split(";", 2)[0]);
        }

        @Test
        void is415ForACompressedBody() {
            HttpResponse<Buffer> answer = server.post("/score")
                    .putHeader("content-encoding", "gzip")
                    .sendBuffer(Buffer.buffer(TWO_ROWS))
                    .await();

            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(message(answer)).contains("gzip");
        }
    }

    @Nested
    class OfTheChurnModel {

        private static final String RECORD =
                "{\"tenure_months\":2,\"monthly_charge\":89.9,\"support_calls\":4,\"plan\":\"basic\",\"payment\":\"invoice\"}";

        @BeforeEach
        void start(Vertx vertx) {
            server = RunningServer.of(vertx, RunningServer.EXAMPLES.resolve("churn"));
        }

        @Test
        void isTheSampleOutputForTheSampleInput() {
            HttpResponse<Buffer> answer = server.post(
                    "/score", RunningServer.read(RunningServer.EXAMPLES.resolve("churn/sample_input.json")));

            assertThat(answer.bodyAsJsonArray())
                    .isEqualTo(new JsonArray(
                            RunningServer.read(RunningServer.EXAMPLES.resolve("churn/sample_output.json"))));
        }

        @Test
        void isTheSameForRowsByNameAndByPosition() {
            String byName = server.post("/score", "{\"method\":\"predict_proba\",\"data\":[" + RECORD + "]}")
                    .bodyAsString();
            String byPosition = server.post(
                            "/score", "{\"method\":\"predict_proba\",\"data\":[[2,89.9,4,\"basic\",\"invoice\"]]}")
                    .bodyAsString();

            assertThat(byName).startsWith("{\"predict_proba\":[[").isEqualTo(byPosition);
        }

        @Test
        void isARefusalThatNamesAMissingColumn() {
            HttpResponse<Buffer> answer = server.post(
                    "/score", "{\"data\":[" + RECORD + "," + RECORD.replace("\"plan\":\"basic\",", "") + "]}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(message(answer)).contains("/data/1").contains("plan");
        }

        @Test
        void isARefusalThatNamesAColumnOfTheWrongType() {
            HttpResponse<Buffer> answer =
                    server.post("/score", "{\"data\":[" + RECORD.replace("\"basic\"", "12") + "]}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(message(answer))
                    .contains("/data/0/plan")
                    .contains("text")
                    .contains("12");
        }
    }

    private static String message(HttpResponse<Buffer> answer) {
        assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("message");
        return answer.bodyAsJsonObject().getString("message");
    }
}
