package dev.scoreline.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a fixed rate, whether answers come or not, as many independent clients do. A request's time counts from
 * the moment at which it was due: one that had to wait because the server was slow with others has waited all the same. A
 * load that sends the next request when an answer comes would leave that time out (coordinated omission). Thread-safe.
 */
final class PacedLoad implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 64;
    private static final long LONGEST_MICROS = Duration.ofMinutes(1).toNanos() / 1000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1"),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(1_000_000));

    /**
     * What came back.
     *
     * @param micros the time of each answer, in microseconds
     * @param failed how many answers were not 200, or did not come
     */
    record Outcome(Histogram micros, long failed) {}

    /** Sends the body again and again for a while. */
    Outcome send(int port, String path, Buffer body, int perSecond, Duration length) throws InterruptedException {
        int requests = Math.toIntExact(perSecond * length.toMillis() / 1000);
        Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
        LongAdder failed = new LongAdder();
        CountDownLatch answered = new CountDownLatch(requests);
        long start = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            waitUntil(due);
            client.request(HttpMethod.POST, port, "127.0.0.1", path)
                    .compose(request -> request.send(body))
                    .compose(response -> response.end().map(end -> response.statusCode()))
                    .onComplete(status -> {
                        if (!status.succeeded() || status.result() != 200) {
                            failed.increment();
                        }
                        micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - due) / 1000));
                        answered.countDown();
                    });
        }
        answered.await();
        return new Outcome(micros, failed.sum());
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        client.close().await();
        vertx.close().await();
    }
}
