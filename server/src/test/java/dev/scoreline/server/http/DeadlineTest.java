package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.DataType;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to requests that are not answered in time, or that nobody waits for. */
@ExtendWith(VertxExtension.class)
class DeadlineTest {

    private static final String ROW = "{\"data\":[[1]]}";

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private RunningServer server;

    @AfterEach
    void stop() {
        go.countDown();
        server.close();
    }

    /** One place, one waiting place, and a model that runs until it is told to go on. */
    private void start(Vertx vertx, Map<String, String> environment) {
        ScoringLimits limits = new ScoringLimits(JsonLimits.DEFAULT, 1, 1, Duration.ofNanos(200_000), 32 * 1024);
        FakeModel model = FakeModel.of(ModelSignature.positions(1, DataType.FLOAT64), false, this::hold);
        server = RunningServer.of(vertx, model, limits, environment);
    }

    private Payload hold(Table rows) {
        runs.incrementAndGet();
        running.countDown();
        try {
            assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Tensor.Doubles(new int[] {rows.rows()}, new double[rows.rows()]);
    }

    private Future<HttpResponse<Buffer>> send(String timeout) {
        return server.post("/score")
                .putHeader("x-request-timeout-ms", timeout)
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(ROW));
    }

    private static void assertLate(HttpResponse<Buffer> answer, int status, int millis) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().getString("message")).isEqualTo("Scoring timeout after " + millis + " ms");
        assertThat(answer.headers().contains("retry-after")).isFalse();
    }

    @Test
    void answersWhenTheDeadlinePassesThoughTheModelIsStillAtWork(Vertx vertx) {
        start(vertx, Map.of("SCORING_TIMEOUT_MS", "100"));

        assertLate(server.post("/score", ROW), 504, 100);

        assertThat(go.getCount()).isOne();
        assertThat(runs).hasValue(1);
    }

    @Test
    void answersAsAzureMlsServerDoesWithStrictCompatibility(Vertx vertx) {
        start(vertx, Map.of("SCORING_TIMEOUT_MS", "100", "AZUREML_COMPATIBILITY", "strict"));

        HttpResponse<Buffer> answer = server.post("/score", ROW);

        assertLate(answer, 500, 100);
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("True");
    }

    @Test
    void takesTheShorterTimeThatTheRequestAsksFor(Vertx vertx) {
        start(vertx, Map.of());

        assertLate(send("50").await(), 504, 50);
    }

    @Test
    void doesNotTakeALongerTimeThanItsOwn(Vertx vertx) {
        start(vertx, Map.of("SCORING_TIMEOUT_MS", "100"));

        assertLate(send("999999999999").await(), 504, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1.5", "ten", "1e3", "9999999999999999999"})
    void refusesATimeThatIsNone(String timeout, Vertx vertx) {
        start(vertx, Map.of());

        HttpResponse<Buffer> answer = send(timeout).await();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("message"))
                .isEqualTo("x-request-timeout-ms: expected a whole number of milliseconds, at least 1, but got '"
                        + timeout + "'");
        assertThat(runs).hasValue(0);
    }

    @Test
    void knowsNoSuchHeaderWithStrictCompatibility(Vertx vertx) {
        go.countDown();
        start(vertx, Map.of("AZUREML_COMPATIBILITY", "strict"));

        assertThat(send("ten").await().statusCode()).isEqualTo(200);
    }

    @Test
    void neverStartsWhatHasWaitedForTooLong(Vertx vertx) throws InterruptedException {
        start(vertx, Map.of());
        Future<HttpResponse<Buffer>> first = server.post("/score").sendBuffer(Buffer.buffer(ROW));
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        assertLate(send("50").await(), 504, 50);
        go.countDown();

        assertThat(first.await().statusCode()).isEqualTo(200);
        assertThat(server.post("/score", ROW).statusCode()).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    @Test
    void givesThePlaceOfAClientThatHasGoneToTheNext(Vertx vertx) throws Exception {
        start(vertx, Map.of());
        Future<HttpResponse<Buffer>> first = server.post("/score").sendBuffer(Buffer.buffer(ROW));
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        try (Socket waiting =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            waiting.getOutputStream()
                    .write(("POST /score HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n" + "content-length: "
                                    + ROW.length() + "\r\n\r\n" + ROW)
                            .getBytes(StandardCharsets.US_ASCII));
            untilStatus(429);
        }

        // Whoever comes now waits in the place that has become free, until its own time is over.
        untilStatus(504);

        go.countDown();
        assertThat(first.await().statusCode()).isEqualTo(200);
        assertThat(server.post("/score", ROW).statusCode()).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    /** Asks again and again, since it takes a moment until the server has seen what the socket did. */
    private void untilStatus(int status) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int seen;
        do {
            seen = send("20").await().statusCode();
        } while (seen != status && System.nanoTime() < end);
        assertThat(seen).isEqualTo(status);
    }

    @Test
    void answersProbesAndDocumentsWhileEveryPlaceIsTaken(Vertx vertx) throws InterruptedException, IOException {
        start(vertx, Map.of());
        Future<HttpResponse<Buffer>> first = server.post("/score").sendBuffer(Buffer.buffer(ROW));
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        Future<HttpResponse<Buffer>> second = server.post("/score").sendBuffer(Buffer.buffer(ROW));

        for (String path : new String[] {"/", "/livez", "/readyz", "/models", "/swagger.json"}) {
            assertThat(server.get(path).statusCode()).isEqualTo(200);
        }
        assertThat(first.isComplete()).isFalse();
        assertThat(second.isComplete()).isFalse();
    }
}
