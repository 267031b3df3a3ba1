package dev.scoreline.server.auth;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens, for tests and for installations too small for an identity provider. Immutable; thread-safe. */
public final class TokenSigner {

    @FunctionalInterface
    private interface Signing {
        byte[] sign(byte[] text) throws GeneralSecurityException;
    }

    private final String algorithm;
    private final Signing signing;

    private TokenSigner(String algorithm, Signing signing) {
        this.algorithm = algorithm;
        this.signing = signing;
    }

    /**
     * Signs with HS256.
     *
     * @throws IllegalArgumentException if the secret is too short for it
     */
    public static TokenSigner ofSecret(byte[] secret) {
        Jwks.secret(secret);
        SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
        return new TokenSigner("HS256", text -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        });
    }

    /**
     * Signs with RS256 or ES256.
     *
     * @throws IllegalArgumentException if the key is neither RSA nor of the curve P-256
     */
    public static TokenSigner ofKey(PrivateKey key) {
        if (key instanceof RSAPrivateKey) {
            return new TokenSigner("RS256", text -> sign("SHA256withRSA", key, text));
        }
        if (key instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() == 256) {
            // The form of a token's signature is r and s side by side (RFC 7518, section 3.4), not DER.
            return new TokenSigner("ES256", text -> sign("SHA256withECDSAinP1363Format", key, text));
        }
        throw new IllegalArgumentException("expected an RSA key or a key of the curve P-256");
    }

    /**
     * Signs with a key in PEM, PKCS#8, as {@code openssl genpkey} writes it.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static TokenSigner ofPem(String pem) {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Pem.decode(pem, "PRIVATE KEY"));
        for (String type : new String[] {"RSA", "EC"}) {
            try {
                return ofKey(KeyFactory.getInstance(type).generatePrivate(spec));
            } catch (InvalidKeySpecException anotherType) {
                // The next may be it.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + type, e);
            }
        }
        throw new IllegalArgumentException("expected an RSA key or a key of the curve P-256");
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        return signature.sign();
    }

    /** A token with these claims; {@code keyId} says which key of a set verifies it. */
    public String sign(JsonObject claims, Optional<String> keyId) {
        JsonObject header = JsonObject.of("alg", algorithm, "typ", "JWT");
        keyId.ifPresent(id -> header.put("kid", id));
        String signed = base64(header.toBuffer().getBytes()) + "."
                + base64(claims.toBuffer().getBytes());
        try {
            return signed + "." + base64(signing.sign(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
