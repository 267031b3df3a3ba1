package dev.scoreline.server.http;

import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.handler.ApiOptions;
import dev.scoreline.swagger.ServiceInfo;

/**
 * What can be set about the HTTP door. Immutable; thread-safe.
 *
 * @param port 0 for a free one
 * @param version of Scoreline: what the version header states
 * @param api how the API describes itself
 */
public record HttpOptions(
        String host, int port, int maxBodyBytes, Compatibility compatibility, String version, ApiOptions api) {

    public static HttpOptions of(Settings settings, String version) {
        return new HttpOptions(
                settings.get(ServerSettings.HOST),
                settings.get(ServerSettings.PORT),
                settings.get(ServerSettings.MAX_BODY_BYTES),
                settings.get(ServerSettings.COMPATIBILITY),
                version,
                api(settings));
    }

    private static ApiOptions api(Settings settings) {
        ServiceInfo info = new ServiceInfo(
                settings.get(ServerSettings.SERVICE_NAME),
                settings.get(ServerSettings.SERVICE_VERSION),
                settings.get(ServerSettings.SERVICE_PATH_PREFIX));
        return new ApiOptions(
                info,
                settings.get(ServerSettings.APP_ROOT),
                settings.get(ServerSettings.COMPATIBILITY).isStrict());
    }
}
