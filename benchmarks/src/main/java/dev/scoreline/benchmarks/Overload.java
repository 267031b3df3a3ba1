package dev.scoreline.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends a server several times more than it can take, and prints how long the answers of each status took, how long probes
 * waited meanwhile, and what happened to the server's memory. The model is an entry script that keeps a core busy for ten
 * milliseconds, so that the sender has little to do beside it. Requests are sent on a schedule, and their time is counted
 * from it: a slow server does not get fewer of them.
 */
public final class Overload {

    private static final int TIMES = 5;
    private static final int SECONDS = 25;

    /** Not counted: the connections are opened, and the sender is compiled. */
    private static final int FIRST_SECONDS = 5;

    private static final int CONNECTIONS = 400;
    private static final int DEADLINE_MILLIS = 2_000;

    private static final Buffer BODY = Buffer.buffer("{}");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient scores = client(vertx, CONNECTIONS);

    /** With a thread of their own, so that they wait for the server only. */
    private final Vertx probing = Vertx.vertx();

    private final HttpClient probes = client(probing, 1);
    private final int port;
    private final Map<Integer, List<Double>> millisByStatus = Collections.synchronizedMap(new TreeMap<>());
    private volatile long countedFrom;
    private final List<Double> probeMillis = Collections.synchronizedList(new ArrayList<>());

    private Overload(int port) {
        this.port = port;
    }

    private static HttpClient client(Vertx vertx, int connections) {
        return vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1"),
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1));
    }

    /** Argument: the folder of {@code scoreline.jar}; its model has few places. */
    public static void main(String[] args) throws InterruptedException, IOException {
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-jar",
                args[0] + "/scoreline.jar",
                "serve",
                "--entry-script=benchmarks/slow/Slow.java",
                "--host=127.0.0.1",
                "--port=" + port,
                // The other core is the sender's.
                "--worker-count=1",
                "--max-concurrent-requests=4",
                "--max-waiting-requests=16");
        try (ServerProcess server = ServerProcess.start(command, port, "/readyz")) {
            Overload load = new Overload(port);
            // The first seconds warm both ends up.
            load.capacity(5);
            double capacity = load.capacity(5);
            System.out.printf(Locale.ROOT, "capacity %.0f requests/s%n", capacity);
            double before = server.residentMib().orElse(0.0);
            load.overload(capacity * TIMES);
            double after = server.residentMib().orElse(0.0);
            System.out.printf(Locale.ROOT, "resident before %.0f MiB, after %.0f MiB%n", before, after);
            load.vertx.close().await();
            load.probing.close().await();
        }
    }

    /** What it answers in a second when four clients wait for each answer before they send again. */
    private double capacity(int seconds) throws InterruptedException {
        AtomicLong answered = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            again(end, answered, done);
        }
        done.await();
        return answered.get() / (double) seconds;
    }

    private void again(long end, AtomicLong answered, CountDownLatch done) {
        if (System.nanoTime() > end) {
            done.countDown();
            return;
        }
        send().onComplete(status -> {
            answered.incrementAndGet();
            again(end, answered, done);
        });
    }

    private Future<Integer> send() {
        return scores.request(HttpMethod.POST, port, "127.0.0.1", "/score")
                .compose(request -> request.putHeader("x-request-timeout-ms", String.valueOf(DEADLINE_MILLIS))
                        .send(BODY))
                .compose(response -> response.body().map(text -> response.statusCode()));
    }

    private void overload(double rate) throws InterruptedException {
        long start = System.nanoTime();
        countedFrom = start + TimeUnit.SECONDS.toNanos(FIRST_SECONDS);
        int requests = (int) (rate * SECONDS);
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(requests);
        long timer = vertx.setPeriodic(1, tick -> {
            double due = (System.nanoTime() - start) / 1e9 * rate;
            while (sent.get() < Math.min(due, requests)) {
                sendAt(start + (long) (sent.getAndIncrement() / rate * 1e9), done);
            }
        });
        long probeTimer = probing.setPeriodic(20, tick -> probe());
        done.await(SECONDS + 60L, TimeUnit.SECONDS);
        vertx.cancelTimer(timer);
        probing.cancelTimer(probeTimer);
        System.out.printf(Locale.ROOT, "offered %.0f requests/s for %d s%n", rate, SECONDS - FIRST_SECONDS);
        millisByStatus.forEach((status, millis) -> print(status == 0 ? "no answer" : "status " + status, millis));
        print("GET /readyz", probeMillis);
    }

    private void sendAt(long scheduled, CountDownLatch done) {
        send().otherwise(0).onComplete(status -> {
            if (scheduled - countedFrom > 0) {
                millisByStatus
                        .computeIfAbsent(status.result(), first -> Collections.synchronizedList(new ArrayList<>()))
                        .add((System.nanoTime() - scheduled) / 1e6);
            }
            done.countDown();
        });
    }

    private void probe() {
        long start = System.nanoTime();
        probes.request(HttpMethod.GET, port, "127.0.0.1", "/readyz")
                .compose(request -> request.send())
                .compose(response -> response.body())
                .onSuccess(text -> {
                    if (start - countedFrom > 0) {
                        probeMillis.add((System.nanoTime() - start) / 1e6);
                    }
                });
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-12s %7d   p50 %8.1f ms   p99 %8.1f ms   max %8.1f ms%n",
                what,
                sorted.size(),
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }
}
