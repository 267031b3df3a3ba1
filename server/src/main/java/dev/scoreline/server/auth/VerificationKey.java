package dev.scoreline.server.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Optional;

/**
 * A key that verifies signatures. Vert.x does the cryptography, with one key at a time, because it gives up at the first of
 * several keys that a signature does not even fit. Thread-safe.
 *
 * @param id its name in its set
 */
record VerificationKey(String algorithm, Optional<String> id, JWTAuth signatures) {

    /** A key as {@link Jwks} gives it; empty if Vert.x cannot make one of its members. */
    static Optional<VerificationKey> of(Vertx vertx, JsonObject jwk) {
        try {
            JWTAuthOptions options = new JWTAuthOptions()
                    .setJWTOptions(new JWTOptions().setIgnoreExpiration(true))
                    .addJwk(jwk);
            Optional<String> id = Optional.ofNullable(jwk.getString("kid"));
            return Optional.of(new VerificationKey(jwk.getString("alg"), id, JWTAuth.create(vertx, options)));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a token may be signed with this key, by what its header says. */
    boolean fits(SignedToken token) {
        boolean isNamed = id.isEmpty() || token.keyId().isEmpty() || id.equals(token.keyId());
        return isNamed && algorithm.equals(token.algorithm());
    }

    /** The claims of a token that this key has signed; empty if it has not. Computes for up to a millisecond or two. */
    Optional<JsonObject> verify(SignedToken token) {
        try {
            // Complete at once: it computes and waits for nothing. What is not complete counts as refused.
            Future<User> verified = signatures.authenticate(new TokenCredentials(token.text()));
            return verified.succeeded()
                    ? Optional.of(verified.result().attributes().getJsonObject("accessToken"))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // A signature of another length, or claims of a wrong type, make it throw.
            return Optional.empty();
        }
    }
}
