package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.scoring.codec.JsonLimits;
import dev.scoreline.testkit.FakeModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens when the model is slow, full or broken. */
@ExtendWith(VertxExtension.class)
class OverloadTest {

    private static final String ROW = "{\"data\":[[1]]}";

    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private static FakeModel model(Function<Table, Payload> answer) {
        return FakeModel.of(ModelSignature.positions(1, DataType.FLOAT64), false, answer);
    }

    private static ScoringLimits limits(int concurrent, int waiting) {
        return new ScoringLimits(JsonLimits.DEFAULT, concurrent, waiting, Duration.ofNanos(200_000), 32 * 1024);
    }

    @Test
    void refusesAtOnceWhatIsBeyondTheLimitsAndAnswersTheRest(Vertx vertx) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server = RunningServer.of(vertx, model(table -> hold(running, go)), limits(1, 1));

        Future<HttpResponse<Buffer>> first = server.post("/score").sendBuffer(Buffer.buffer(ROW));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        Future<HttpResponse<Buffer>> second = server.post("/score").sendBuffer(Buffer.buffer(ROW));
        // Only one may wait, so of these one waits and one is refused, whichever of them comes first.
        Future<HttpResponse<Buffer>> third = server.post("/score").sendBuffer(Buffer.buffer(ROW));
        HttpResponse<Buffer> refused = Future.any(second, third)
                .map(any -> second.isComplete() ? second : third)
                .await()
                .result();

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.getHeader("retry-after")).isEqualTo("1");
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);

        go.countDown();
        assertThat(first.await().bodyAsString()).isEqualTo("[1.0]");
        assertThat((second.await() == refused ? third : second).await().bodyAsString())
                .isEqualTo("[1.0]");
    }

    private static Payload hold(CountDownLatch running, CountDownLatch go) {
        running.countDown();
        try {
            if (!go.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody said go");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Tensor.Doubles(new int[] {1}, new double[] {1});
    }

    @Test
    void tellsTheClientOfABrokenModelNoMoreThanTheRequestsId(Vertx vertx) {
        server = RunningServer.of(
                vertx,
                model(table -> {
                    throw new InferenceException(ErrorCode.MODEL_FAILED, "the secret state is 42");
                }),
                limits(4, 4));

        HttpResponse<Buffer> answer = server.post("/score", ROW);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.bodyAsJsonObject().getString("message"))
                .contains(answer.getHeader("x-request-id"))
                .doesNotContain("secret");
    }

    @Test
    void survivesAModelThatThrowsWhatNoModelMayThrow(Vertx vertx) {
        server = RunningServer.of(
                vertx,
                model(table -> {
                    throw new StackOverflowError("a mistake");
                }),
                limits(1, 0));

        for (int i = 0; i < 3; i++) {
            HttpResponse<Buffer> answer = server.post("/score", ROW);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.bodyAsString()).doesNotContain("mistake");
        }
    }

    @Test
    void turnsUnreadyBeforeItStopsAndFinishesWhatItHas(Vertx vertx) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server = RunningServer.of(vertx, model(table -> hold(running, go)), limits(1, 1));
        Future<HttpResponse<Buffer>> underWay = server.post("/score").sendBuffer(Buffer.buffer(ROW));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        Future<Void> stopped = server.server().stop(Duration.ofSeconds(10));
        go.countDown();

        assertThat(underWay.await().bodyAsString()).isEqualTo("[1.0]");
        stopped.await();
    }
}
