package dev.scoreline.server.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a token must claim to be taken (RFC 7519, section 4.1). The expiry, the issuer and the audience are required, though
 * the RFC makes them optional: a token without them is good for ever and everywhere. Immutable; thread-safe.
 *
 * @param clockSkew how far the clocks of the issuer and of this machine may be apart
 */
record Claims(String issuer, String audience, Duration clockSkew) {

    /**
     * Checks the claims of a token whose signature is good.
     *
     * @throws dev.scoreline.model.InferenceException {@code UNAUTHENTICATED} if one is missing or wrong
     */
    void check(JsonObject claims, Instant now) {
        if (!now.isBefore(expiry(claims))) {
            throw BearerCredential.refused("the token has expired");
        }
        if (claims.containsKey("nbf") && now.isBefore(time(claims, "nbf").minus(clockSkew))) {
            throw BearerCredential.refused("the token is not valid yet");
        }
        if (!issuer.equals(claims.getValue("iss"))) {
            throw BearerCredential.refused("the token is from another issuer than this server trusts");
        }
        if (!isFor(claims.getValue("aud"))) {
            throw BearerCredential.refused("the token is for another audience than this server");
        }
    }

    /** When the token stops being good, the clocks' difference included. */
    Instant expiry(JsonObject claims) {
        if (!claims.containsKey("exp")) {
            throw BearerCredential.refused("the token has no expiry (exp), which this server requires");
        }
        return time(claims, "exp").plus(clockSkew);
    }

    /**
     * Who the token stands for and what it allows: the words of {@code scope} (RFC 8693), and of {@code scp} and {@code roles},
     * where Microsoft Entra puts them.
     */
    static Identity identity(JsonObject claims) {
        Set<String> scopes = new HashSet<>();
        for (String claim : new String[] {"scope", "scp", "roles"}) {
            addWords(claims.getValue(claim), scopes);
        }
        return new Identity(claims.getValue("sub") instanceof String subject ? subject : "", scopes);
    }

    private static void addWords(Object value, Set<String> words) {
        if (value instanceof String text) {
            for (String word : text.split(" ", -1)) {
                words.add(word);
            }
        } else if (value instanceof JsonArray list) {
            for (Object word : list) {
                if (word instanceof String text) {
                    words.add(text);
                }
            }
        }
    }

    private boolean isFor(Object stated) {
        return audience.equals(stated) || (stated instanceof JsonArray several && several.contains(audience));
    }

    private static Instant time(JsonObject claims, String claim) {
        // Seconds since 1970, perhaps with a fraction; beyond the year 9999 it is a mistake or an attempt.
        if (claims.getValue(claim) instanceof Number seconds
                && seconds.doubleValue() >= 0
                && seconds.doubleValue() < 253_402_300_800.0) {
            return Instant.ofEpochMilli((long) (seconds.doubleValue() * 1000));
        }
        throw BearerCredential.refused(
                String.format(Locale.ROOT, "the token's claim %s is no number of seconds since 1970", claim));
    }
}
