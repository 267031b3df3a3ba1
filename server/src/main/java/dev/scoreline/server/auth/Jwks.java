package dev.scoreline.server.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that a JSON Web Key Set (RFC 7517) gives for verifying: RSA for RS256 and P-256 for ES256. Others are left out, as
 * the RFC asks. Each is written anew with its public members alone, so that nothing unchecked reaches the verifier. Stateless;
 * thread-safe.
 */
final class Jwks {

    /** The algorithms of the keys of a set. */
    static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

    /** The algorithm of a shared secret. */
    static final String SHARED_SECRET = "HS256";

    /** Shortest RSA modulus, in bits (RFC 7518, section 3.3). */
    private static final int MIN_RSA_BITS = 2048;

    /** Shortest secret for HS256, in bytes: the length of its digest (RFC 7518, section 3.2). */
    private static final int MIN_SECRET_BYTES = 32;

    private Jwks() {}

    /**
     * The usable keys of a set.
     *
     * @throws IllegalArgumentException if it is no set, or none of its keys can be used
     */
    static List<JsonObject> verifying(String text) {
        List<JsonObject> keys = new ArrayList<>();
        for (Object entry : entries(text)) {
            if (entry instanceof JsonObject key && isForSigning(key)) {
                usable(key).ifPresent(keys::add);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("expected a JSON Web Key Set with an RSA key of at least " + MIN_RSA_BITS
                    + " bits for RS256 or a P-256 key for ES256 but found none");
        }
        return keys;
    }

    /**
     * A shared secret as a key for HS256.
     *
     * @throws IllegalArgumentException if it is too short
     */
    static JsonObject secret(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "expected a secret of at least " + MIN_SECRET_BYTES + " bytes but it has " + secret.length);
        }
        return JsonObject.of("kty", "oct", "alg", SHARED_SECRET, "use", "sig", "k", base64(secret));
    }

    private static JsonArray entries(String text) {
        try {
            if (new JsonObject(text).getValue("keys") instanceof JsonArray keys) {
                return keys;
            }
        } catch (RuntimeException e) {
            // Told below, without the parser's message: it quotes what it read.
            return noSet();
        }
        return noSet();
    }

    private static JsonArray noSet() {
        throw new IllegalArgumentException("expected a JSON Web Key Set, {\"keys\": [...]}, but got something else");
    }

    private static boolean isForSigning(JsonObject key) {
        Object use = key.getValue("use");
        return use == null || use.equals("sig");
    }

    private static Optional<JsonObject> usable(JsonObject key) {
        try {
            Object type = key.getValue("kty");
            if ("RSA".equals(type) && isFor(key, "RS256")) {
                return rsa(key);
            }
            if ("EC".equals(type) && isFor(key, "ES256") && "P-256".equals(key.getValue("crv"))) {
                return ec(key);
            }
        } catch (IllegalArgumentException | ClassCastException e) {
            // A key with a damaged member cannot be used; the others can.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isFor(JsonObject key, String algorithm) {
        Object stated = key.getValue("alg");
        return stated == null || stated.equals(algorithm);
    }

    private static Optional<JsonObject> rsa(JsonObject key) {
        BigInteger modulus = new BigInteger(1, bytes(key, "n"));
        BigInteger exponent = new BigInteger(1, bytes(key, "e"));
        boolean isSound = modulus.bitLength() >= MIN_RSA_BITS
                && exponent.testBit(0)
                && exponent.compareTo(BigInteger.valueOf(3)) >= 0;
        if (!isSound) {
            return Optional.empty();
        }
        return Optional.of(
                named(key, "RSA", "RS256").put("n", key.getString("n")).put("e", key.getString("e")));
    }

    private static Optional<JsonObject> ec(JsonObject key) {
        byte[] x = bytes(key, "x");
        byte[] y = bytes(key, "y");
        boolean isSound = x.length == P256.BYTES
                && y.length == P256.BYTES
                && P256.contains(new BigInteger(1, x), new BigInteger(1, y));
        if (!isSound) {
            return Optional.empty();
        }
        return Optional.of(named(key, "EC", "ES256")
                .put("crv", "P-256")
                .put("x", key.getString("x"))
                .put("y", key.getString("y")));
    }

    private static JsonObject named(JsonObject key, String type, String algorithm) {
        JsonObject named = JsonObject.of("kty", type, "alg", algorithm, "use", "sig");
        if (key.getValue("kid") instanceof String id) {
            named.put("kid", id);
        }
        return named;
    }

    private static byte[] bytes(JsonObject key, String member) {
        if (key.getValue(member) instanceof String text) {
            return Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        }
        throw new IllegalArgumentException("the member " + member + " must be a text");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
