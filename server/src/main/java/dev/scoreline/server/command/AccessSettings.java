package dev.scoreline.server.command;

import dev.scoreline.scoring.config.AuthMode;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Setting;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.auth.Keys;
import dev.scoreline.server.auth.Tokens;
import dev.scoreline.server.auth.TrustedIssuer;
import dev.scoreline.server.http.Access;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes of the settings who gets in. */
final class AccessSettings {

    private static final List<Setting<? extends Optional<?>>> FOR_KEYS = List.of(ServerSettings.AUTH_KEYS);
    private static final List<Setting<? extends Optional<?>>> FOR_TOKENS = List.of(
            ServerSettings.AUTH_JWT_ISSUER,
            ServerSettings.AUTH_JWT_AUDIENCE,
            ServerSettings.AUTH_JWT_JWKS,
            ServerSettings.AUTH_JWT_SECRET_FILE);

    private AccessSettings() {}

    /** Finds what the chosen mode lacks, and what only another mode uses: nobody shall believe a server closed that is open. */
    static void check(Settings settings, Problems problems) {
        AuthMode mode = settings.get(ServerSettings.AUTH_MODE);
        if (mode != AuthMode.KEY) {
            checkUnused(FOR_KEYS, "key", settings, problems);
        } else if (settings.get(ServerSettings.AUTH_KEYS).isEmpty()) {
            problems.add("AUTH_MODE=key needs AUTH_KEYS, the file or folder with the keys; scoreline keys makes one");
        }
        if (mode != AuthMode.JWT) {
            checkUnused(FOR_TOKENS, "jwt", settings, problems);
        } else {
            checkTokens(settings, problems);
        }
    }

    private static void checkUnused(
            List<Setting<? extends Optional<?>>> unused, String mode, Settings settings, Problems problems) {
        for (Setting<? extends Optional<?>> setting : unused) {
            if (settings.get(setting).isPresent()) {
                problems.add(setting.environmentName() + " is given but AUTH_MODE is not " + mode + ": say AUTH_MODE="
                        + mode + " or leave it out");
            }
        }
    }

    private static void checkTokens(Settings settings, Problems problems) {
        boolean isComplete = true;
        if (settings.get(ServerSettings.AUTH_JWT_ISSUER).isEmpty()) {
            problems.add("AUTH_MODE=jwt needs AUTH_JWT_ISSUER: tokens of every issuer would be taken without");
            isComplete = false;
        }
        if (settings.get(ServerSettings.AUTH_JWT_AUDIENCE).isEmpty()) {
            problems.add("AUTH_MODE=jwt needs AUTH_JWT_AUDIENCE: tokens meant for others would be taken without");
            isComplete = false;
        }
        if (settings.get(ServerSettings.AUTH_JWT_JWKS).isEmpty()
                && settings.get(ServerSettings.AUTH_JWT_SECRET_FILE).isEmpty()) {
            problems.add("AUTH_MODE=jwt needs AUTH_JWT_JWKS or AUTH_JWT_SECRET_FILE, the keys to verify tokens with");
            isComplete = false;
        }
        if (isComplete) {
            try {
                issuer(settings);
            } catch (IllegalArgumentException e) {
                problems.add("AUTH_JWT_JWKS: " + e.getMessage());
            }
        }
    }

    /** Reads the credentials of the chosen mode, and has them read again when they change. Blocks. */
    static Access open(Settings settings, Vertx vertx) {
        boolean openDocuments = settings.get(ServerSettings.AUTH_OPEN_DOCUMENTS);
        return switch (settings.get(ServerSettings.AUTH_MODE)) {
            case NONE -> Access.OPEN;
            case KEY -> new Access(keys(settings, vertx), openDocuments);
            case JWT -> new Access(tokens(settings, vertx), openDocuments);
        };
    }

    private static Keys keys(Settings settings, Vertx vertx) {
        Path place = settings.get(ServerSettings.AUTH_KEYS).orElseThrow();
        Keys keys = Keys.open(ServerSettings.AUTH_KEYS.environmentName(), place);
        keys.refreshEvery(vertx, settings.get(ServerSettings.AUTH_RELOAD));
        return keys;
    }

    private static Tokens tokens(Settings settings, Vertx vertx) {
        Tokens tokens = Tokens.open(vertx, issuer(settings), Clock.systemUTC());
        boolean isFetched = settings.get(ServerSettings.AUTH_JWT_JWKS)
                .filter(TrustedIssuer::isUrl)
                .isPresent();
        Duration interval = settings.get(isFetched ? ServerSettings.AUTH_JWT_JWKS_RELOAD : ServerSettings.AUTH_RELOAD);
        tokens.refreshEvery(vertx, interval);
        return tokens;
    }

    private static TrustedIssuer issuer(Settings settings) {
        return new TrustedIssuer(
                settings.get(ServerSettings.AUTH_JWT_ISSUER).orElseThrow(),
                settings.get(ServerSettings.AUTH_JWT_AUDIENCE).orElseThrow(),
                settings.get(ServerSettings.AUTH_JWT_SECRET_FILE),
                settings.get(ServerSettings.AUTH_JWT_JWKS),
                settings.get(ServerSettings.AUTH_JWT_CLOCK_SKEW));
    }
}
