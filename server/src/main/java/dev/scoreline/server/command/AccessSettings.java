package dev.scoreline.server.command;

import dev.scoreline.scoring.config.AuthMode;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.auth.Keys;
import dev.scoreline.server.http.Access;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** Makes of the settings who gets in. */
final class AccessSettings {

    private AccessSettings() {}

    /** Finds what the chosen mode lacks, so that nobody believes a server closed that is open. */
    static void check(Settings settings, Problems problems) {
        boolean hasKeys = settings.get(ServerSettings.AUTH_KEYS).isPresent();
        AuthMode mode = settings.get(ServerSettings.AUTH_MODE);
        if (mode == AuthMode.KEY && !hasKeys) {
            problems.add("AUTH_MODE=key needs AUTH_KEYS, the file or folder with the keys; scoreline keys makes one");
        }
        if (mode != AuthMode.KEY && hasKeys) {
            problems.add("AUTH_KEYS is given but AUTH_MODE is not key: say AUTH_MODE=key or leave the keys out");
        }
        if (mode == AuthMode.JWT) {
            problems.add("AUTH_MODE=jwt is not there yet; use key");
        }
    }

    /** Reads the credentials of the chosen mode, and has them read again when they change. Blocks. */
    static Access open(Settings settings, Vertx vertx) {
        boolean openDocuments = settings.get(ServerSettings.AUTH_OPEN_DOCUMENTS);
        return switch (settings.get(ServerSettings.AUTH_MODE)) {
            case NONE -> Access.OPEN;
            case KEY -> new Access(keys(settings, vertx), openDocuments);
            case JWT -> throw new IllegalStateException("checked before");
        };
    }

    private static Keys keys(Settings settings, Vertx vertx) {
        Path place = settings.get(ServerSettings.AUTH_KEYS).orElseThrow();
        Keys keys = Keys.open(ServerSettings.AUTH_KEYS.environmentName(), place);
        keys.refreshEvery(vertx, settings.get(ServerSettings.AUTH_RELOAD));
        return keys;
    }
}
