package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers behind a balancer are replaced one after the other while clients send requests all the time: not one may fail.
 * Twice in the build; {@code -Dscoreline.restarts=20} for more.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RollingRestartTest {

    private static final int RESTARTS = Integer.getInteger("scoreline.restarts", 2);
    private static final int CLIENTS = 4;
    private static final int PAUSE_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Path MODEL =
            Path.of("..", "examples", "diabetes").toAbsolutePath().normalize();
    private static final String ROW = "[1,2,3,4,5,6,7,8,9,10]";
    private static final String ONE_ROW = "{\"data\":[" + ROW + "]}";

    /** The fastest JVM to start is good enough: what is tested does not depend on how fast it gets. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DRAIN_DELAY_SECONDS",
            "1",
            "WARM_UP_MS",
            "0",
            "JAVA_TOOL_OPTIONS",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m");

    /** So many rows take a worker some milliseconds, so that a signal meets requests under way. */
    private static final String MANY_ROWS = "{\"data\":[" + (ROW + ",").repeat(1_999) + ROW + "]}";

    @TempDir
    private Path folder;

    private final Balancer balancer = new Balancer();
    private final Deque<ServerProcess> servers = new ArrayDeque<>();
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        clients.shutdownNow();
        servers.forEach(ServerProcess::close);
        balancer.close();
    }

    @Test
    void losesNoRequest(TestReporter reporter) throws Exception {
        startOne();
        startOne();
        for (int i = 0; i < CLIENTS; i++) {
            HttpRequest request = request(i % 2 == 0 ? ONE_ROW : MANY_ROWS);
            var unused = clients.scheduleWithFixedDelay(() -> send(request), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        for (int i = 0; i < RESTARTS; i++) {
            long before = answered.get();
            stopOldest();
            long stopped = answered.get();
            startOne();
            assertThat(stopped).as("answered while a server stops").isGreaterThan(before);
            assertThat(answered.get()).as("answered while a server starts").isGreaterThan(stopped);
        }

        clients.shutdown();
        assertThat(clients.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        reporter.publishEntry(RESTARTS + " restarts", answered + " answered, " + failures.size() + " failed");
        assertThat(failures).as("failed, %s answered", answered).isEmpty();
    }

    private void startOne() throws Exception {
        ServerProcess server = ServerProcess.start(folder, ENVIRONMENT, MODEL.toString());
        servers.add(server);
        balancer.add(server.port()).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void stopOldest() throws InterruptedException {
        ServerProcess oldest = servers.remove();
        assertThat(oldest.terminate()).isZero();
        balancer.remove(oldest.port());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + balancer.port() + "/score"))
                .timeout(LIMIT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private void send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                answered.incrementAndGet();
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException | InterruptedException e) {
            failures.add(e.toString());
        }
    }
}
