package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Requests to entry code that say how long they wait. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EntryDeadlineTest {

    private static final String SCRIPT = """
            import java.util.concurrent.CountDownLatch;
            import java.util.concurrent.TimeUnit;

            final class Waits {
                private final CountDownLatch go = new CountDownLatch(1);
                private volatile String seen = "nothing";

                public void init() {}

                public String run(String body) throws InterruptedException {
                    switch (body) {
                        case "go" -> go.countDown();
                        case "wait" -> hold();
                        default -> {}
                    }
                    return seen;
                }

                private void hold() throws InterruptedException {
                    try {
                        seen = go.await(60, TimeUnit.SECONDS) ? "went on" : "late";
                    } catch (InterruptedException e) {
                        seen = "interrupted";
                        throw e;
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(Vertx vertx, Map<String, String> environment) throws IOException {
        Path script = Files.writeString(folder.resolve("Waits.java"), SCRIPT);
        server = RunningServer.ofScript(vertx, script, new HashMap<>(environment));
    }

    private Future<HttpResponse<Buffer>> send(String body, String timeout) {
        return server.post("/score")
                .putHeader("x-request-timeout-ms", timeout)
                .putHeader("content-type", "text/plain")
                .sendBuffer(Buffer.buffer(body));
    }

    private static void assertLate(HttpResponse<Buffer> answer, int status, int millis) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().getString("message")).isEqualTo("Scoring timeout after " + millis + " ms");
    }

    /** Asks again and again, since a run begins and ends when a worker gets to it. */
    private static void until(BooleanSupplier claim) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!claim.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void areAnsweredWhenThatTimeIsOverAndTheRunIsInterrupted(Vertx vertx) throws IOException {
        start(vertx, Map.of());

        assertLate(send("wait", "50").await(), 504, 50);

        until(() -> server.post("/score", "").bodyAsString().equals("\"interrupted\""));
    }

    @Test
    void areNeverRunWhenTheyHaveWaitedForTooLong(Vertx vertx) throws IOException {
        start(vertx, Map.of("MAX_CONCURRENT_REQUESTS", "1"));
        Future<HttpResponse<Buffer>> first = send("wait", "60000");
        until(() -> send("", "50").await().statusCode() == 504);

        assertLate(send("go", "50").await(), 504, 50);

        assertThat(first.isComplete()).isFalse();
    }

    @Test
    void areBoundByTheServersLimitAllTheSame(Vertx vertx) throws IOException {
        start(vertx, Map.of("SCORING_TIMEOUT_MS", "50"));

        assertLate(send("wait", "60000").await(), 500, 50);
    }

    @Test
    void areToldWhatTheHeaderTakes(Vertx vertx) throws IOException {
        start(vertx, Map.of());

        HttpResponse<Buffer> answer = send("", "soon").await();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsString()).contains("x-request-timeout-ms", "'soon'");
    }

    @Test
    void areNotHeardWithStrictCompatibility(Vertx vertx) throws IOException {
        start(vertx, Map.of("AZUREML_COMPATIBILITY", "strict", "SCORING_TIMEOUT_MS", "300"));

        assertLate(send("wait", "50").await(), 500, 300);
    }
}
