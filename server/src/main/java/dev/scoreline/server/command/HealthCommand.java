package dev.scoreline.server.command;

import dev.scoreline.scoring.config.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scoreline health}: asks a server on this machine whether it is ready, for a container without a shell. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Asks a server on this machine whether it is ready: GET /readyz.",
            "Address, port and TLS are those that the server reads: SCORELINE_HOST, SCORELINE_HEALTH_PORT or SCORELINE_PORT,",
            "TLS_CERTIFICATE, from the environment or config.json. What the server was told by options is told here by options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline health",
            "  scoreline health --port 8080",
            "  scoreline health --tls --port 8443",
            "",
            "Over TLS any certificate will do: it names the service, not this machine. Exit codes: 0 ready, 1 not ready or not",
            "reached, 2 bad usage."
        })
final class HealthCommand implements Callable<Integer> {

    private static final int NOT_READY = 1;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to ask.")
    private @Nullable Integer port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address of this machine to ask.")
    private @Nullable String host;

    @Option(names = "--tls", description = "Ask over TLS.")
    private boolean isTls;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Probe probe = probe(System.getenv());
        try {
            String status = probe.status();
            out.println("port " + probe.port() + ": " + status);
            return status.startsWith("HTTP/1.1 200 ") ? 0 : NOT_READY;
        } catch (IOException | IllegalArgumentException e) {
            out.println("port " + probe.port() + ": no answer (" + e.getMessage() + ")");
            return NOT_READY;
        } finally {
            out.flush();
        }
    }

    /** A mistake in a setting is the server's to tell. */
    private Probe probe(Map<String, String> environment) {
        Probe server = Probe.of(SettingSources.read(Map.of(), environment, new Problems()));
        return new Probe(
                host == null ? server.host() : host, port == null ? server.port() : port, isTls || server.isTls());
    }
}
