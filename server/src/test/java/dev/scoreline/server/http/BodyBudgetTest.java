package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.testkit.FakeModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the bodies of all requests under way are bounded together. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BodyBudgetTest {

    private static final String ROW = "{\"data\":[[1]]}";
    private static final String POST = "POST /score HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
    private static final int TOTAL = 1_500_000;

    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    /** One body may have 1 MB, all together 1.5 MB. */
    private void start(Vertx vertx, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("MAX_TOTAL_BODY_BYTES", String.valueOf(TOTAL));
        FakeModel model = FakeModel.of(ModelSignature.positions(1, DataType.FLOAT64), false, BodyBudgetTest::score);
        server = RunningServer.of(vertx, model, ScoringLimits.DEFAULT, all);
    }

    private static Payload score(Table rows) {
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

    /** The headers of an answer. */
    private static String readHeaders(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("closed after " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    private double held() {
        return Exposed.of(server.get("/metrics").bodyAsString()).value("scoreline_inflight_body_bytes");
    }

    /** It takes a moment until the server has seen what a socket did. */
    private void untilHeld(double bytes) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (held() != bytes && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(held()).isEqualTo(bytes);
    }

    @Test
    void refusesAtOnceTheBodyThatDoesNotFitBesideThoseUnderWay(Vertx vertx) throws IOException {
        start(vertx, Map.of());
        try (Socket slow = connect();
                Socket second = connect()) {
            send(slow, POST + "content-length: 1000000\r\n\r\n{");
            untilHeld(1_000_000);

            send(second, POST + "content-length: 500001\r\n\r\n");
            assertThat(readHeaders(second)).contains(" 429 ", "retry-after: 1\r\n");

            assertThat(server.post("/score", ROW).statusCode()).isEqualTo(200);
            for (String path : new String[] {"/", "/livez", "/readyz", "/metrics", "/models", "/docs"}) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
        untilHeld(0);
        assertThat(server.post("/score", padded(900_000)).statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhichSettingBoundsIt(Vertx vertx) throws IOException {
        start(vertx, Map.of());
        try (Socket slow = connect()) {
            send(slow, POST + "content-length: 1000000\r\n\r\n{");
            untilHeld(1_000_000);

            assertThat(server.post("/score", padded(600_000)).bodyAsString())
                    .contains("fill the 1500000 bytes that MAX_TOTAL_BODY_BYTES allows");
        }
    }

    @Test
    void doesNotAskForABodyThatItWouldRefuse(Vertx vertx) throws IOException {
        start(vertx, Map.of());
        try (Socket slow = connect();
                Socket asking = connect()) {
            send(slow, POST + "content-length: 1000000\r\n\r\n{");
            untilHeld(1_000_000);

            send(asking, POST + "content-length: 600000\r\nexpect: 100-continue\r\n\r\n");

            assertThat(readHeaders(asking)).contains(" 429 ");
        }
    }

    @Test
    void refusesABodyOfUnknownLengthWhenItHasGrownTooLong(Vertx vertx) throws IOException {
        start(vertx, Map.of());
        String chunk = "40000\r\n" + " ".repeat(0x40000) + "\r\n";
        try (Socket slow = connect();
                Socket growing = connect()) {
            send(slow, POST + "content-length: 1000000\r\n\r\n{");
            untilHeld(1_000_000);

            send(growing, POST + "transfer-encoding: chunked\r\n\r\n" + chunk + chunk + chunk);

            assertThat(readHeaders(growing)).contains(" 429 ", "retry-after: 1\r\n");
            untilHeld(1_000_000);
        }
    }

    @Test
    void letsABodyOfUnknownLengthGrowToTheLimitOfOne(Vertx vertx) throws IOException {
        start(vertx, Map.of());
        try (Socket growing = connect()) {
            String spaces = " ".repeat(200_000 - ROW.length());
            send(growing, POST + "transfer-encoding: chunked\r\n\r\n");
            for (int i = 0; i < 4; i++) {
                send(growing, "30d40\r\n" + " ".repeat(200_000) + "\r\n");
            }
            send(growing, "30d40\r\n" + spaces + ROW + "\r\n0\r\n\r\n");

            assertThat(readHeaders(growing)).contains(" 200 ");
            untilHeld(0);
        }
    }

    @Test
    void givesBackWhatAnsweredAndFailedRequestsHeld(Vertx vertx) {
        start(vertx, Map.of());

        for (int i = 0; i < 5; i++) {
            assertThat(server.post("/score", padded(900_000)).statusCode()).isEqualTo(200);
            assertThat(server.post("/score", " ".repeat(900_000) + "{").statusCode())
                    .isEqualTo(400);
            assertThat(server.post("/score", padded(1_000_001)).statusCode()).isEqualTo(413);
        }

        untilHeld(0);
    }

    @Test
    void givesBackWhatABodyHeldThatCameTooSlowly(Vertx vertx) throws IOException {
        start(vertx, Map.of("BODY_TIMEOUT_SECONDS", "1"));
        try (Socket slow = connect()) {
            send(slow, POST + "content-length: 1000000\r\n\r\n{");

            assertThat(readHeaders(slow)).contains(" 408 ");
            untilHeld(0);
        }
    }

    @Test
    void showsHowMuchThereIs(Vertx vertx) {
        start(vertx, Map.of());

        assertThat(Exposed.of(server.get("/metrics").bodyAsString()).value("scoreline_inflight_body_limit_bytes"))
                .isEqualTo(TOTAL);
    }

    private static String padded(int length) {
        return " ".repeat(length - ROW.length()) + ROW;
    }
}
