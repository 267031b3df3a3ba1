package dev.scoreline.scoring.config;

import static dev.scoreline.scoring.config.Parsers.number;
import static dev.scoreline.scoring.config.Parsers.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of connections, of TLS and of stopping. Immutable; thread-safe. */
public final class ListenerSettings {

    private static final boolean IN_KUBERNETES = System.getenv("KUBERNETES_SERVICE_HOST") != null;

    public static final Setting<Integer> EVENT_LOOPS = new Setting<>(
            "EVENT_LOOPS",
            "event-loops",
            "How many threads read requests, write answers and score what is short. Fewer leave more of the machine to the"
                    + " workers.",
            "threads",
            Runtime.getRuntime().availableProcessors(),
            "one a core",
            false,
            number(1, 1024));

    public static final Setting<Integer> MAX_CONNECTIONS = new Setting<>(
            "MAX_CONNECTIONS",
            "max-connections",
            "How many connections may be open at once; further ones are closed as soon as they come. The second port has a"
                    + " count of its own.",
            "connections",
            10_000,
            "10000",
            false,
            number(1, 1_000_000));

    public static final Setting<Duration> IDLE_TIMEOUT = new Setting<>(
            "IDLE_TIMEOUT_SECONDS",
            "idle-timeout-seconds",
            "A connection that brings no whole request line and headers for this long, and waits for no answer, is closed. Keep"
                    + " it longer than a load balancer in front keeps its connections.",
            "seconds",
            Duration.ofMinutes(2),
            "120",
            false,
            number(1, 86_400).andThen(Duration::ofSeconds));

    public static final Setting<Duration> BODY_TIMEOUT = new Setting<>(
            "BODY_TIMEOUT_SECONDS",
            "body-timeout-seconds",
            "A body must have come within this time, and a second more for each 16 KiB of it; else the request gets 408 and its"
                    + " connection is closed. It keeps clients that send a byte now and then from holding places.",
            "seconds",
            Duration.ofSeconds(30),
            "30",
            false,
            number(1, 86_400).andThen(Duration::ofSeconds));

    public static final Setting<Boolean> HTTP2_CLEARTEXT = new Setting<>(
            "HTTP2_CLEARTEXT",
            "http2-cleartext",
            "Whether HTTP/2 is spoken without TLS (h2c) to clients that ask for it. Off, because a proxy that passes the upgrade"
                    + " on no longer sees the requests that follow; with TLS, HTTP/2 is always offered.",
            "",
            false,
            "false",
            false,
            Parsers::trueOrFalse);

    public static final Setting<Optional<Path>> TLS_CERTIFICATE = new Setting<>(
            "TLS_CERTIFICATE",
            "tls-certificate",
            "A PEM file with the certificate and its chain. With TLS_KEY it turns on TLS, and HTTP/2 with it. Read again when it"
                    + " changes, without closing a connection.",
            "",
            Optional.empty(),
            "none: no TLS",
            false,
            value -> Optional.of(Path.of(text(value))));

    public static final Setting<Optional<Path>> TLS_KEY = new Setting<>(
            "TLS_KEY",
            "tls-key",
            "A PEM file with the private key of the certificate, without a password.",
            "",
            Optional.empty(),
            "none: no TLS",
            false,
            value -> Optional.of(Path.of(text(value))));

    public static final Setting<String> TLS_MIN_VERSION = new Setting<>(
            "TLS_MIN_VERSION",
            "tls-min-version",
            "The oldest version of TLS that is spoken: 1.2 or 1.3.",
            "",
            "1.2",
            "1.2",
            false,
            ListenerSettings::tlsVersion);

    public static final Setting<Duration> TLS_RELOAD = new Setting<>(
            "TLS_RELOAD_SECONDS",
            "tls-reload-seconds",
            "How often the certificate and the key are looked up for changes.",
            "seconds",
            Duration.ofSeconds(60),
            "60",
            false,
            number(1, 86_400).andThen(Duration::ofSeconds));

    public static final Setting<Duration> DRAIN_DELAY = new Setting<>(
            "DRAIN_DELAY_SECONDS",
            "drain-delay-seconds",
            "How long requests are still taken after SIGTERM, while /readyz says not ready: the time in which load balancers"
                    + " learn of it. Clients are told to close their connections meanwhile.",
            "seconds",
            IN_KUBERNETES ? Duration.ofSeconds(5) : Duration.ZERO,
            "5 in a pod of Kubernetes, else 0",
            false,
            number(0, 3_600).andThen(Duration::ofSeconds));

    public static final Setting<Duration> SHUTDOWN_GRACE = new Setting<>(
            "SHUTDOWN_GRACE_SECONDS",
            "shutdown-grace-seconds",
            "How long requests under way may then take before the process ends all the same. With DRAIN_DELAY_SECONDS it has to"
                    + " fit into a pod's terminationGracePeriodSeconds, 30 by default.",
            "seconds",
            Duration.ofSeconds(20),
            "20",
            false,
            number(0, 86_400).andThen(Duration::ofSeconds));

    /** All of them, in the order of the documentation. */
    static final List<Setting<?>> ALL = List.of(
            EVENT_LOOPS,
            MAX_CONNECTIONS,
            IDLE_TIMEOUT,
            BODY_TIMEOUT,
            HTTP2_CLEARTEXT,
            TLS_CERTIFICATE,
            TLS_KEY,
            TLS_MIN_VERSION,
            TLS_RELOAD,
            DRAIN_DELAY,
            SHUTDOWN_GRACE);

    private ListenerSettings() {}

    private static String tlsVersion(String value) {
        return switch (value.strip()) {
            case "1.2", "1.3" -> value.strip();
            default -> throw new IllegalArgumentException("1.2 or 1.3");
        };
    }
}
