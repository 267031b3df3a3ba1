package dev.scoreline.server.auth;

import dev.scoreline.model.InferenceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows senders by signed tokens (RFC 7519): HS256 with a shared secret, RS256 and ES256 with a key set. Secret and set may
 * change at any time; a token that names an unknown key has them read at once. Thread-safe.
 */
public final class Tokens implements Authenticator {

    private final Reloaded<TokenVerifier> verifier;
    private final KeyLookup lookup;
    private final boolean hasKeySet;

    private Tokens(Reloaded<TokenVerifier> verifier, KeyLookup lookup, boolean hasKeySet) {
        this.verifier = verifier;
        this.lookup = lookup;
        this.hasKeySet = hasKeySet;
    }

    /**
     * Reads the keys. Blocks.
     *
     * @param clock by which tokens expire
     * @throws InferenceException if the keys cannot be read, or none of them can be used
     */
    public static Tokens open(Vertx vertx, TrustedIssuer issuer, Clock clock) {
        Claims claims = new Claims(issuer.issuer(), issuer.audience(), issuer.clockSkew());
        Verifications verifications = new Verifications(vertx);
        Reloaded<TokenVerifier> verifier = new Reloaded<>(
                "the keys of AUTH_MODE=jwt",
                new KeySetSource(issuer),
                texts -> new TokenVerifier(keys(vertx, texts), claims, clock, verifications));
        return new Tokens(
                verifier,
                new KeyLookup(vertx, verifier::refresh, clock),
                issuer.jwks().isPresent());
    }

    private static List<VerificationKey> keys(Vertx vertx, Map<String, String> texts) {
        List<JsonObject> keys = new ArrayList<>();
        String secret = texts.get(KeySetSource.SECRET);
        if (secret != null) {
            keys.add(Jwks.secret(secret.getBytes(StandardCharsets.UTF_8)));
        }
        String jwks = texts.get(KeySetSource.JWKS);
        if (jwks != null) {
            keys.addAll(Jwks.verifying(jwks));
        }
        return keys.stream()
                .flatMap(key -> VerificationKey.of(vertx, key).stream())
                .toList();
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
    public Reloads reloads() {
        return verifier;
    }

    @Override
    public Future<Identity> authenticate(String authorization) {
        try {
            return sender(BearerCredential.of(authorization));
        } catch (InferenceException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private Future<Identity> sender(String text) {
        TokenVerifier current = verifier.get();
        ByteBuffer digest = ByteBuffer.wrap(Sha256.of(text));
        Optional<Identity> known = current.remembered(digest);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        SignedToken token = SignedToken.of(text, digest);
        boolean isNewKey = !current.hasKeyFor(token) && mayBeNew(token);
        if (!isNewKey && !current.knows(token.algorithm())) {
            throw BearerCredential.refused("the token is signed in a way that this server does not take");
        }
        current.checkClaims(token);
        return isNewKey ? lookup.newest().compose(read -> verifier.get().verify(token)) : current.verify(token);
    }

    private boolean mayBeNew(SignedToken token) {
        return hasKeySet && token.keyId().isPresent() && Jwks.ALGORITHMS.contains(token.algorithm());
    }
}
