package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HealthCommandTest {

    private final StringWriter out = new StringWriter();

    private int execute(String... arguments) {
        return Commands.create().setOut(new PrintWriter(out)).execute(arguments);
    }

    private int askAServerThatAnswers(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            return execute(
                    "health", "--port", String.valueOf(server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aReadyServerIsHealthy() throws IOException {
        assertThat(askAServerThatAnswers(200)).isZero();
        assertThat(out.toString()).contains("200");
    }

    @Test
    void aServerThatIsNotReadyIsNot() throws IOException {
        assertThat(askAServerThatAnswers(503)).isEqualTo(1);
        assertThat(out.toString()).contains("503");
    }

    @Test
    void aServerThatTakesTheQuestionAndNeverAnswersIsNot() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(execute("health", "--port", String.valueOf(silent.getLocalPort())))
                    .isEqualTo(1);
        }
        assertThat(out.toString()).contains("no answer");
    }

    /** Each byte comes in time, the answer never does. */
    @Test
    void aServerWhoseAnswerNeverEndsIsNot() throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> accepted = new CompletableFuture<>();
            clock.execute(() -> accept(slow, accepted));
            Future<?> writing =
                    clock.scheduleAtFixedRate(() -> write(accepted.join()), 200, 200, TimeUnit.MILLISECONDS);

            assertThat(execute("health", "--port", String.valueOf(slow.getLocalPort())))
                    .isEqualTo(1);
            writing.cancel(true);
        } finally {
            clock.shutdownNow();
        }
        assertThat(out.toString()).contains("no answer");
    }

    private static void accept(ServerSocket server, CompletableFuture<Socket> accepted) {
        try {
            accepted.complete(server.accept());
        } catch (IOException e) {
            accepted.completeExceptionally(e);
        }
    }

    private static void write(Socket socket) {
        try {
            socket.getOutputStream().write('H');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPortThatNobodyListensOnIsNot() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(execute("health", "--port", String.valueOf(port))).isEqualTo(1);
        assertThat(out.toString()).contains("no answer").doesNotContain("\tat ");
    }
}
