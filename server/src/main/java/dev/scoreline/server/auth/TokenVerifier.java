package dev.scoreline.server.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies tokens with the keys of one time. When the keys change there is a new verifier, which remembers nothing: what an
 * old key signed is not good a moment longer. Thread-safe.
 *
 * <p>Vert.x verifies the signature; what it would let pass is closed here. Without a usable key it takes unsigned tokens, so
 * that none is ever made without; it looks for keys by the algorithm that the token names, so that only the algorithms of
 * the keys are let through to it; the claims it checks only where they are present, so that {@link Claims} checks them.
 */
final class TokenVerifier {

    private final JWTAuth signatures;
    private final Set<String> algorithms;
    private final Claims claims;
    private final Clock clock;
    private final RememberedTokens remembered = new RememberedTokens();

    /**
     * A verifier.
     *
     * @param keys as {@link Jwks} gives them
     * @throws IllegalArgumentException if there are none
     */
    TokenVerifier(Vertx vertx, List<JsonObject> keys, Claims claims, Clock clock) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("expected at least one key to verify tokens with but found none");
        }
        JWTAuthOptions options = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
        Set<String> found = new HashSet<>();
        for (JsonObject key : keys) {
            options.addJwk(key);
            found.add(key.getString("alg"));
        }
        this.signatures = JWTAuth.create(vertx, options);
        this.algorithms = Set.copyOf(found);
        this.claims = claims;
        this.clock = clock;
    }

    /** The sender of a token; from memory, if it was verified before. */
    Identity verify(String token) {
        Instant now = clock.instant();
        ByteBuffer digest = ByteBuffer.wrap(Sha256.of(token));
        Optional<Identity> known = remembered.find(digest, now);
        if (known.isPresent()) {
            return known.get();
        }
        JsonObject verified = verifiedClaims(token);
        claims.check(verified, now);
        Identity identity = Claims.identity(verified);
        remembered.remember(digest, identity, claims.expiry(verified));
        return identity;
    }

    /** How many tokens are remembered. */
    int rememberedTokens() {
        return remembered.size();
    }

    private JsonObject verifiedClaims(String token) {
        checkHeader(token);
        try {
            // Complete at once: it computes and waits for nothing. What is not complete would be refused.
            Future<User> verified = signatures.authenticate(new TokenCredentials(token));
            if (verified.succeeded()) {
                return verified.result().attributes().getJsonObject("accessToken");
            }
        } catch (RuntimeException e) {
            // Claims of a wrong type make it throw. Without the cause: it may quote the token.
            throw BearerCredential.refused("the token is not well formed");
        }
        throw BearerCredential.refused("the token's signature is not by a key that this server trusts");
    }

    private void checkHeader(String token) {
        if (token.chars().filter(c -> c == '.').count() != 2) {
            throw BearerCredential.refused("expected a signed token of three parts but got another form");
        }
        JsonObject header = header(token.substring(0, token.indexOf('.')));
        if (!(header.getValue("alg") instanceof String algorithm) || !algorithms.contains(algorithm)) {
            throw BearerCredential.refused("the token is signed in a way that this server does not take");
        }
        // RFC 7515, section 4.1.11: what an extension means must be understood, and none is here.
        if (header.containsKey("crit")) {
            throw BearerCredential.refused("the token needs an extension that this server does not know");
        }
    }

    private static JsonObject header(String part) {
        try {
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
        } catch (RuntimeException e) {
            throw BearerCredential.refused("the token is not well formed");
        }
    }
}
