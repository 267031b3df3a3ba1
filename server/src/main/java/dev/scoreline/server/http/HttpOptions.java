package dev.scoreline.server.http;

import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;

/**
 * What can be set about the HTTP door. Immutable; thread-safe.
 *
 * @param port 0 for a free one
 * @param version of Scoreline: what the API's document and the version header state
 */
public record HttpOptions(String host, int port, int maxBodyBytes, Compatibility compatibility, String version) {

    public static HttpOptions of(Settings settings, String version) {
        return new HttpOptions(
                settings.get(ServerSettings.HOST),
                settings.get(ServerSettings.PORT),
                settings.get(ServerSettings.MAX_BODY_BYTES),
                settings.get(ServerSettings.COMPATIBILITY),
                version);
    }
}
