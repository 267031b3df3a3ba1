package dev.scoreline.server.command;

import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code scoreline health}: asks a server on this machine whether it is ready, for a container without a shell. It speaks HTTP over a
 * plain socket, since it is run again and again and Java's HTTP client alone would take longer to load than the rest.
 */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Asks a server on this machine whether it is ready: GET /readyz.",
            "It finds the port as the server does: SCORELINE_HEALTH_PORT, else SCORELINE_PORT, else 5001."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline health",
            "  scoreline health --port 8080",
            "",
            "Exit codes: 0 ready, 1 not ready or not reached, 2 bad usage."
        })
final class HealthCommand implements Callable<Integer> {

    private static final int NOT_READY = 1;

    private static final int TIMEOUT_MILLIS = 5000;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to ask.")
    private @Nullable Integer port;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        int asked = port == null ? configured(System.getenv()) : port;
        try {
            String status = ask(asked);
            out.println("port " + asked + ": " + status);
            return status.startsWith("HTTP/1.1 200 ") ? 0 : NOT_READY;
        } catch (IOException | IllegalArgumentException e) {
            out.println("port " + asked + ": no answer (" + e.getMessage() + ")");
            return NOT_READY;
        } finally {
            out.flush();
        }
    }

    /** A mistake in a setting is the server's to tell. */
    static int configured(Map<String, String> environment) {
        Settings settings = Settings.read(ServerSettings.ALL, Map.of(), environment, new Problems());
        return settings.get(ServerSettings.HEALTH_PORT).orElseGet(() -> settings.get(ServerSettings.PORT));
    }

    private static String ask(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            String request = "GET /readyz HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return status == null ? "closed without an answer" : status;
        }
    }
}
