package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

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
    void aPortThatNobodyListensOnIsNot() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(execute("health", "--port", String.valueOf(port))).isEqualTo(1);
        assertThat(out.toString()).contains("no answer").doesNotContain("\tat ");
    }
}
