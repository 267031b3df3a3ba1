package dev.scoreline.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that entry code streams; p17 is Azure ML's row, with its fixture F19, and the rest is what a stream has to bear. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EntryStreamTest {

    private static final String STRICT = "strict";
    private static final String DEFAULT = "default";

    private Vertx vertx;
    private RunningServer server;

    @BeforeEach
    void takeVertx(Vertx given) {
        vertx = given;
        StreamSignals.reset();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(String script, String compatibility, String... setting) {
        Map<String, String> settings = setting.length == 0
                ? Map.of("AZUREML_COMPATIBILITY", compatibility)
                : Map.of("AZUREML_COMPATIBILITY", compatibility, setting[0], setting[1]);
        server = RunningServer.ofScript(vertx, Path.of("src/test/resources/entry", script + ".java"), settings);
    }

    private HttpResponse<Buffer> post(String how) {
        return server.post("/score", how);
    }

    /** A connection on which a request has been sent. */
    private Socket send(String body) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        OutputStream out = socket.getOutputStream();
        String head = "POST /score HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ";
        out.write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Lines up to one that begins so. */
    private static void readTo(String begin, BufferedReader in) throws IOException {
        String line;
        do {
            line = in.readLine();
            assertThat(line).as("a line that begins with " + begin).isNotNull();
        } while (!line.startsWith(begin));
    }

    @ParameterizedTest
    @ValueSource(strings = {STRICT, DEFAULT})
    void p17SendsPiecesOneByOne(String compatibility) throws IOException {
        start("F19", compatibility);

        try (Socket socket = send("{\"items\": [\"a\", \"b\"]}")) {
            BufferedReader in = reader(socket);
            readTo("transfer-encoding: chunked", in);
            readTo("item: a", in);
            long first = System.nanoTime();
            readTo("item: b", in);
            // The script sleeps for a second between them: had it been one piece, they would have come together.
            assertThat(System.nanoTime() - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
            readTo("0", in);
        }
    }

    @Test
    void p17HasTheHeadersOfAnAnswerAndNoLength() {
        start("Streams", STRICT);

        HttpResponse<Buffer> answer = post("texts");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString()).isEqualTo("ab");
        assertThat(answer.getHeader("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.getHeader("content-length")).isNull();
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("False");
        assertThat(answer.getHeader("x-ms-run-fn-exec-ms")).matches("[0-9]+\\.[0-9]{3}");
        assertThat(answer.getHeader("x-request-id")).isNotEmpty();
    }

    @Test
    void mayBeEmpty() {
        start("Streams", DEFAULT);

        HttpResponse<Buffer> answer = post("nothing");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNull();
    }

    @Test
    void reachesClientsOfHttp10() {
        start("Streams", DEFAULT);
        String answer =
                RawHttp.exchange(server.server().port(), "POST /score HTTP/1.0\r\nContent-Length: 5\r\n\r\ntexts");

        assertThat(answer).matches("(?s)HTTP/1\\.[01] 200 .*").endsWith("\r\n\r\nab");
    }

    @Test
    void thatFailsBeforeItsFirstPieceIsAFailureLikeAnyOther() {
        start("Streams", DEFAULT);

        HttpResponse<Buffer> answer = post("early");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.getHeader("x-ms-run-function-failed")).isEqualTo("True");
        assertThat(answer.bodyAsJsonObject().getString("message")).startsWith("An unexpected error occurred");
    }

    @Test
    void thatFailsLaterIsCutOff() {
        start("Streams", DEFAULT);

        assertThatThrownBy(() -> post("late")).hasMessageContaining("closed");

        assertThat(server.send(HttpMethod.GET, "/").statusCode()).isEqualTo(200);
        assertThat(post("texts").bodyAsString()).isEqualTo("ab");
    }

    @Test
    void isStoppedWhenTheClientLeaves() throws Exception {
        start("Streams", DEFAULT);

        try (Socket socket = send("asleep")) {
            readTo("begun", reader(socket));
        }

        assertThat(StreamSignals.ended().get()).isEqualTo("interrupted");
        assertThat(post("texts").bodyAsString()).isEqualTo("ab");
    }

    @Test
    void isWrittenAsFastAsItIsReadAndStopsWhenTheClientLeaves() throws Exception {
        start("Streams", DEFAULT);
        long inBuffers = 16L * 1024 * 1024;

        try (Socket socket = send("endless")) {
            InputStream in = socket.getInputStream();
            for (long read = 0; read < 8 * inBuffers; read += in.readNBytes(1024 * 1024).length) {
                assertThat(StreamSignals.SENT_BYTES.get()).isLessThan(read + inBuffers);
            }
            assertThat(server.send(HttpMethod.GET, "/").statusCode()).isEqualTo(200);
        }

        assertThat(StreamSignals.ended().get()).isEqualTo("over");
    }

    @Test
    void isBoundByTheTimeOfARun() {
        start("Streams", DEFAULT, "SCORING_TIMEOUT_MS", "300");

        assertThatThrownBy(() -> post("asleep")).hasMessageContaining("closed");
    }

    @Test
    void a5IsNotBoundByTheTimeOfARunInStrictMode() {
        start("F19", STRICT, "SCORING_TIMEOUT_MS", "300");

        assertThat(server.post("/score", "{\"items\": [\"a\"]}").bodyAsString()).isEqualTo("item: a\n\n");
    }
}
