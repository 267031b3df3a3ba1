package dev.scoreline.server.http;

import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import java.util.List;
import java.util.Optional;

/**
 * What can be set about the HTTP door. Immutable; thread-safe.
 *
 * @param port 0 for a free one
 * @param corsOrigins whose pages may read the answers; empty switches CORS off
 * @param serverVersion what {@code x-ms-server-version} says; empty for no such header
 * @param version of Scoreline: what the API's document states
 */
public record HttpOptions(
        String host,
        int port,
        int maxBodyBytes,
        Compatibility compatibility,
        List<String> corsOrigins,
        Optional<String> serverVersion,
        String version) {

    public static HttpOptions of(Settings settings, String version) {
        return new HttpOptions(
                settings.get(ServerSettings.HOST),
                settings.get(ServerSettings.PORT),
                settings.get(ServerSettings.MAX_BODY_BYTES),
                settings.get(ServerSettings.COMPATIBILITY),
                settings.get(ServerSettings.CORS_ORIGINS),
                serverVersion(settings, version),
                version);
    }

    private static Optional<String> serverVersion(Settings settings, String version) {
        return settings.get(ServerSettings.SERVER_VERSION_SHOWN)
                ? Optional.of(settings.get(ServerSettings.SERVER_VERSION).orElse("scoreline/" + version))
                : Optional.empty();
    }
}
