package dev.scoreline.server.http;

import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.handler.ApiOptions;
import dev.scoreline.swagger.ServiceInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can be set about the HTTP door. Immutable; thread-safe.
 *
 * @param port 0 for a free one
 * @param maxBodyBytes of one request
 * @param maxTotalBodyBytes of all requests under way together
 * @param corsOrigins whose pages may read the answers; empty switches CORS off
 * @param serverVersion what {@code x-ms-server-version} says; empty for no such header
 * @param healthPort a second port, which answers the same; empty for none
 * @param metricsPort a port of its own for the metrics; empty to show them among the other documents
 * @param serverTiming whether answers say where their time went
 * @param api how the API describes itself
 * @param scoringTimeout how long a request may take that does not ask for less
 * @param listener what can be set about connections
 */
public record HttpOptions(
        String host,
        int port,
        int maxBodyBytes,
        long maxTotalBodyBytes,
        Compatibility compatibility,
        List<String> corsOrigins,
        Optional<String> serverVersion,
        Optional<Integer> healthPort,
        Optional<Integer> metricsPort,
        boolean serverTiming,
        ApiOptions api,
        Duration scoringTimeout,
        ListenerOptions listener) {

    /** The options that settings say; the version is Scoreline's own, for the version header. */
    public static HttpOptions of(Settings settings, String version) {
        return new HttpOptions(
                settings.get(ServerSettings.HOST),
                settings.get(ServerSettings.PORT),
                settings.get(ServerSettings.MAX_BODY_BYTES),
                maxTotalBodyBytes(settings),
                settings.get(ServerSettings.COMPATIBILITY),
                settings.get(ServerSettings.CORS_ORIGINS),
                serverVersion(settings, version),
                healthPort(settings),
                settings.get(ServerSettings.METRICS_PORT),
                serverTiming(settings),
                api(settings),
                settings.get(ServerSettings.SCORING_TIMEOUT),
                ListenerOptions.of(settings));
    }

    /** Adds what is wrong with settings that are right one by one. */
    public static void check(Settings settings, Problems problems) {
        int one = settings.get(ServerSettings.MAX_BODY_BYTES);
        settings.get(ServerSettings.MAX_TOTAL_BODY_BYTES)
                .filter(all -> all < one)
                .ifPresent(all -> problems.add("MAX_TOTAL_BODY_BYTES: expected at least the " + one
                        + " bytes that MAX_BODY_BYTES allows one body but got " + all));
        ListenerOptions.check(settings, problems);
    }

    private static long maxTotalBodyBytes(Settings settings) {
        return settings.get(ServerSettings.MAX_TOTAL_BODY_BYTES)
                .orElseGet(() -> Math.max(
                        settings.get(ServerSettings.MAX_BODY_BYTES),
                        Runtime.getRuntime().maxMemory() / 4));
    }

    private static ApiOptions api(Settings settings) {
        ServiceInfo info = new ServiceInfo(
                settings.get(ServerSettings.SERVICE_NAME),
                settings.get(ServerSettings.SERVICE_VERSION),
                settings.get(ServerSettings.SERVICE_PATH_PREFIX));
        boolean isStrict = settings.get(ServerSettings.COMPATIBILITY).isStrict();
        return new ApiOptions(
                info,
                settings.get(ServerSettings.APP_ROOT),
                isStrict,
                settings.get(ServerSettings.DOCS_PAGE) && !isStrict);
    }

    /** 5000 is Azure ML's default; the score port itself needs no second listener. */
    private static Optional<Integer> healthPort(Settings settings) {
        int port = settings.get(ServerSettings.PORT);
        Optional<Integer> given = settings.get(ServerSettings.HEALTH_PORT);
        return given.or(() -> settings.get(ServerSettings.SEPARATE_HEALTH) ? Optional.of(5000) : Optional.empty())
                .filter(healthPort -> healthPort == 0 || healthPort != port);
    }

    /** Azure ML's server shows no such header. */
    private static boolean serverTiming(Settings settings) {
        boolean isStrict = settings.get(ServerSettings.COMPATIBILITY).isStrict();
        return settings.get(ServerSettings.SERVER_TIMING).orElse(!isStrict);
    }

    private static Optional<String> serverVersion(Settings settings, String version) {
        return settings.get(ServerSettings.SERVER_VERSION_SHOWN)
                ? Optional.of(settings.get(ServerSettings.SERVER_VERSION).orElse("scoreline/" + version))
                : Optional.empty();
    }
}
