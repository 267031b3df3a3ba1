package dev.scoreline.server.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifies tokens with the keys of one time. When the keys change there is a new verifier, which remembers nothing: what an
 * old key signed is not good a moment longer. Thread-safe.
 *
 * <p>Vert.x verifies the signature; what it would let pass is closed here. Without a usable key it takes unsigned tokens, so
 * that none is ever made without; only keys of the algorithm that the token names are tried, and a key has one algorithm; the
 * claims it checks only where they are present, so that {@link Claims} checks them. That is done before the signature, which
 * costs a hundred times as much, and again on what was signed.
 */
final class TokenVerifier {

    private final List<VerificationKey> keys;
    private final Claims claims;
    private final Clock clock;
    private final Verifications verifications;
    private final RememberedTokens remembered = new RememberedTokens();
    private final Map<ByteBuffer, Future<Identity>> running = new ConcurrentHashMap<>();

    /**
     * A verifier.
     *
     * @throws IllegalArgumentException if there are no keys
     */
    TokenVerifier(List<VerificationKey> keys, Claims claims, Clock clock, Verifications verifications) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("expected at least one key to verify tokens with but found none");
        }
        this.keys = List.copyOf(keys);
        this.claims = claims;
        this.clock = clock;
        this.verifications = verifications;
    }

    /** The sender of a token that was verified before. */
    Optional<Identity> remembered(ByteBuffer digest) {
        return remembered.find(digest, clock.instant());
    }

    /** Whether there is a key that may have signed a token. */
    boolean hasKeyFor(SignedToken token) {
        return keys.stream().anyMatch(key -> key.fits(token));
    }

    /** Whether there is a key of an algorithm. */
    boolean knows(String algorithm) {
        return keys.stream().anyMatch(key -> key.algorithm().equals(algorithm));
    }

    /**
     * Checks what a token says of itself.
     *
     * @throws dev.scoreline.model.InferenceException {@code UNAUTHENTICATED} if it would not be good even if well signed
     */
    void checkClaims(SignedToken token) {
        claims.check(token.claims(), clock.instant());
    }

    /** The sender of a token; one that comes several times meanwhile is verified once. */
    Future<Identity> verify(SignedToken token) {
        if (token.algorithm().equals(Jwks.SHARED_SECRET)) {
            // Twenty microseconds; the others take up to a millisecond, and how long is the issuer's choice.
            return Future.succeededFuture(verified(token));
        }
        Promise<Identity> first = Promise.promise();
        Future<Identity> same = running.putIfAbsent(token.digest(), first.future());
        if (same != null) {
            return same;
        }
        verifications
                .run(() -> verified(token))
                .onComplete(done -> running.remove(token.digest()))
                .onComplete(first);
        return first.future();
    }

    /** How many tokens are remembered. */
    int rememberedTokens() {
        return remembered.size();
    }

    private Identity verified(SignedToken token) {
        JsonObject signed = keys.stream()
                .filter(key -> key.fits(token))
                .flatMap(key -> key.verify(token).stream())
                .findFirst()
                .orElseThrow(() ->
                        BearerCredential.refused("the token's signature is not by a key that this server trusts"));
        Instant now = clock.instant();
        claims.check(signed, now);
        Identity identity = Claims.identity(signed);
        remembered.remember(token.digest(), identity, claims.expiry(signed));
        return identity;
    }
}
