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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of connections that are idle, slow or too many, and of all of them when the server stops. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {

    private static final String ROW = "{\"data\":[[1]]}";
    private static final String POST = "POST /score HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
    private static final String GET = "GET /livez HTTP/1.1\r\nhost: a\r\n\r\n";

    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch go = new CountDownLatch(1);
    private RunningServer server;

    @AfterEach
    void stop() {
        go.countDown();
        server.close();
    }

    private void start(Vertx vertx, Map<String, String> environment) {
        server = RunningServer.of(vertx, model(this::score), ScoringLimits.DEFAULT, environment);
    }

    private static FakeModel model(Function<Table, Payload> answer) {
        return FakeModel.of(ModelSignature.positions(1, DataType.FLOAT64), false, answer);
    }

    private Payload score(Table rows) {
        threads.add(Thread.currentThread().getName());
        return new Tensor.Doubles(new int[] {rows.rows()}, new double[rows.rows()]);
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Everything until the server closes the connection. */
    private static String readAll(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    /** As much as has come when this text has. */
    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("closed after " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void closesAConnectionThatBringsNothing(Vertx vertx) throws IOException {
        start(vertx, Map.of("IDLE_TIMEOUT_SECONDS", "1"));

        try (Socket silent = connect()) {
            assertThat(readAll(silent)).isEmpty();
        }
    }

    @Test
    void closesAConnectionWhoseHeadersNeverEnd(Vertx vertx) throws IOException {
        start(vertx, Map.of("IDLE_TIMEOUT_SECONDS", "1"));

        try (Socket slow = connect()) {
            send(slow, "GET /livez HTTP/1.1\r\nhost: a\r\nx-never: en");
            assertThat(readAll(slow)).isEmpty();
        }
    }

    @Test
    void closesAConnectionThatIsIdleAfterItsRequest(Vertx vertx) throws IOException {
        start(vertx, Map.of("IDLE_TIMEOUT_SECONDS", "1"));

        try (Socket used = connect()) {
            send(used, GET);
            assertThat(readAll(used)).contains("200 OK").endsWith("Alive");
        }
    }

    @Test
    void leavesAConnectionAloneThatWaitsForASlowModel(Vertx vertx) throws IOException {
        CountDownLatch idleIsClosed = new CountDownLatch(1);
        server = RunningServer.of(
                vertx,
                model(rows -> {
                    await(idleIsClosed);
                    return score(rows);
                }),
                ScoringLimits.DEFAULT,
                Map.of("IDLE_TIMEOUT_SECONDS", "1"));

        try (Socket waiting = connect();
                Socket idle = connect()) {
            send(waiting, POST + "content-length: " + ROW.length() + "\r\n\r\n" + ROW);
            // It came later than the other, and has been idle for the whole time when it is closed.
            assertThat(readAll(idle)).isEmpty();
            idleIsClosed.countDown();
            assertThat(readUntil(waiting, "[0.0]")).contains("200 OK");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tellsAClientWhoseBodyNeverEnds(Vertx vertx) throws IOException {
        start(vertx, Map.of("BODY_TIMEOUT_SECONDS", "1"));

        try (Socket slow = connect()) {
            send(slow, POST + "content-length: 1000\r\n\r\n{");
            assertThat(readAll(slow)).contains(" 408 ", "the body came too slowly");
        }
        assertThat(threads).isEmpty();
    }

    @Test
    void closesConnectionsBeyondTheLimitAndTakesNewOnesWhenOthersHaveGone(Vertx vertx) throws IOException {
        start(vertx, Map.of("MAX_CONNECTIONS", "2"));

        try (Socket first = connect();
                Socket second = connect()) {
            send(first, GET);
            readUntil(first, "Alive");
            send(second, GET);
            readUntil(second, "Alive");
            try (Socket third = connect()) {
                assertThat(readAll(third)).isEmpty();
            }
            send(first, GET);
            readUntil(first, "Alive");
        }
        untilTaken();
    }

    /** It takes a moment until the server has seen that the others have gone. */
    private void untilTaken() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String answer = "";
        while (!answer.contains("Alive") && System.nanoTime() < end) {
            try (Socket again = connect()) {
                send(again, "GET /livez HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
                answer = readAll(again);
            } catch (SocketException closed) {
                answer = "";
            }
        }
        assertThat(answer).contains("Alive");
    }

    @Test
    void sharesThePortAmongItsEventLoops(Vertx vertx) throws IOException {
        // A budget of a minute: whether a run is inline must not hang on how busy this machine is.
        ScoringLimits limits = new ScoringLimits(JsonLimits.DEFAULT, 16, 16, Duration.ofMinutes(1), 32 * 1024);
        server = RunningServer.of(vertx, model(this::score), limits, Map.of("EVENT_LOOPS", "3"));
        // The first goes to a worker and teaches the execution; the others are run where their connection is.
        server.post("/score", ROW);
        Set<String> before = new HashSet<>(threads);

        for (int i = 0; i < 6; i++) {
            try (Socket socket = connect()) {
                for (int again = 0; again < 3; again++) {
                    send(socket, POST + "content-length: " + ROW.length() + "\r\n\r\n" + ROW);
                    readUntil(socket, "[0.0]");
                }
            }
        }

        threads.removeAll(before);
        assertThat(threads.stream().filter(name -> name.contains("eventloop")).count())
                .isGreaterThan(1);
    }

    @Test
    void goesOnAnsweringWhileItStopsButAsksEveryConnectionToGo(Vertx vertx) throws IOException {
        start(vertx, Map.of());
        try (Socket kept = connect()) {
            send(kept, GET);
            assertThat(readUntil(kept, "Alive")).doesNotContain("connection: close");

            server.server().health().stopping();

            send(kept, POST + "content-length: " + ROW.length() + "\r\n\r\n" + ROW);
            assertThat(readAll(kept)).contains("200 OK", "connection: close").endsWith("[0.0]");
        }
        assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);
        assertThat(server.post("/score", ROW).statusCode()).isEqualTo(200);
    }

    private HttpClient clearText(Vertx vertx) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(true)
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(server.server().port()));
    }

    private static HttpVersion version(HttpClient client) {
        return client.request(HttpMethod.GET, "/livez")
                .compose(request -> request.send())
                .await()
                .version();
    }

    @Test
    void speaksNoHttp2WithoutTls(Vertx vertx) {
        start(vertx, Map.of());

        assertThat(version(clearText(vertx))).isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void speaksHttp2WithoutTlsIfItIsToldTo(Vertx vertx) {
        start(vertx, Map.of("HTTP2_CLEARTEXT", "true"));

        assertThat(version(clearText(vertx))).isEqualTo(HttpVersion.HTTP_2);
    }
}
