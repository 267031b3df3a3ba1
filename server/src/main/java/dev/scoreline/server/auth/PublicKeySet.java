package dev.scoreline.server.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A JSON Web Key Set of one public key, for installations too small for an identity provider. Stateless; thread-safe. */
public final class PublicKeySet {

    private PublicKeySet() {}

    /**
     * The set of a key in PEM, as {@code openssl pkey -pubout} writes it.
     *
     * @throws IllegalArgumentException if it is something else, or a key that the server would not use
     */
    public static String ofPem(String pem, String keyId) {
        X509EncodedKeySpec spec = new X509EncodedKeySpec(Pem.decode(pem, "PUBLIC KEY"));
        for (String type : new String[] {"RSA", "EC"}) {
            try {
                return of(KeyFactory.getInstance(type).generatePublic(spec), keyId);
            } catch (InvalidKeySpecException anotherType) {
                // The next may be it.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + type, e);
            }
        }
        throw new IllegalArgumentException("expected an RSA key or a key of the curve P-256");
    }

    /** The set of a key. */
    public static String of(PublicKey key, String keyId) {
        JsonObject jwk = JsonObject.of("kid", keyId, "use", "sig");
        if (key instanceof RSAPublicKey rsa) {
            jwk.put("kty", "RSA").put("alg", "RS256");
            jwk.put("n", unsigned(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
            jwk.put(
                    "e",
                    unsigned(rsa.getPublicExponent(), (rsa.getPublicExponent().bitLength() + 7) / 8));
        } else if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == 256) {
            jwk.put("kty", "EC").put("alg", "ES256").put("crv", "P-256");
            jwk.put("x", unsigned(ec.getW().getAffineX(), P256.BYTES));
            jwk.put("y", unsigned(ec.getW().getAffineY(), P256.BYTES));
        } else {
            throw new IllegalArgumentException("expected an RSA key or a key of the curve P-256");
        }
        String set = JsonObject.of("keys", JsonArray.of(jwk)).encodePrettily();
        Jwks.verifying(set);
        return set;
    }

    private static String unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int count = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - count, bytes, length - count, count);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
