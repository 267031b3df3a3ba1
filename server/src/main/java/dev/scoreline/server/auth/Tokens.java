package dev.scoreline.server.auth;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Knows senders by signed tokens (RFC 7519): HS256 with a shared secret, RS256 and ES256 with a key set. Secret and set may
 * change at any time. Thread-safe.
 */
public final class Tokens implements Authenticator {

    private final Reloaded<TokenVerifier> verifier;

    private Tokens(Reloaded<TokenVerifier> verifier) {
        this.verifier = verifier;
    }

    /**
     * Reads the keys. Blocks.
     *
     * @param clock by which tokens expire
     * @throws dev.scoreline.model.InferenceException if the keys cannot be read, or none of them can be used
     */
    public static Tokens open(Vertx vertx, TrustedIssuer issuer, Clock clock) {
        Claims claims = new Claims(issuer.issuer(), issuer.audience(), issuer.clockSkew());
        return new Tokens(new Reloaded<>(
                "the keys of AUTH_MODE=jwt",
                new KeySetSource(issuer),
                texts -> new TokenVerifier(vertx, keys(texts), claims, clock)));
    }

    private static List<JsonObject> keys(Map<String, String> texts) {
        List<JsonObject> keys = new ArrayList<>();
        String secret = texts.get(KeySetSource.SECRET);
        if (secret != null) {
            keys.add(Jwks.secret(secret.getBytes(StandardCharsets.UTF_8)));
        }
        String jwks = texts.get(KeySetSource.JWKS);
        if (jwks != null) {
            keys.addAll(Jwks.verifying(jwks));
        }
        return keys;
    }

    /** Reads the keys again, now. Blocks. */
    public void refresh() {
        verifier.refresh();
    }

    /** Reads the keys again and again, on worker threads, until Vert.x is closed. */
    public void refreshEvery(Vertx vertx, Duration interval) {
        verifier.refreshEvery(vertx, interval);
    }

    /** How many verified tokens are remembered now. */
    public int remembered() {
        return verifier.get().rememberedTokens();
    }

    @Override
    public Identity authenticate(String authorization) {
        return verifier.get().verify(BearerCredential.of(authorization));
    }
}
