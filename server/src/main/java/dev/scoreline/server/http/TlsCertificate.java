package dev.scoreline.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate and a key that belong together. Immutable; thread-safe.
 *
 * @param options as the HTTP server takes them
 */
record TlsCertificate(PemKeyCertOptions options) {

    /** What a certificate's key may be; for each, an algorithm to sign with. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /**
     * Reads both, and sees whether they fit.
     *
     * @throws IllegalArgumentException if not; the message holds nothing of the key
     */
    static TlsCertificate of(Map<String, String> pem, Vertx vertx) {
        String certificate = pem.getOrDefault("certificate", "");
        String key = pem.getOrDefault("key", "");
        if (key.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "the key has a password, which cannot be asked for: openssl pkey -in KEY -out PLAIN takes it off");
        }
        X509Certificate own = certificate(certificate);
        PemKeyCertOptions options =
                new PemKeyCertOptions().addCertValue(Buffer.buffer(certificate)).addKeyValue(Buffer.buffer(key));
        if (!fits(key(options, vertx), own)) {
            throw new IllegalArgumentException(
                    "the key is not that of the certificate: give the pair that was made together");
        }
        return new TlsCertificate(options);
    }

    private static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .iterator()
                    .next();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "expected a certificate in PEM, -----BEGIN CERTIFICATE----- and what follows", e);
        }
    }

    private static PrivateKey key(PemKeyCertOptions options, Vertx vertx) {
        try {
            for (KeyManager manager : options.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager keys) {
                    for (String algorithm : SIGNATURES.keySet()) {
                        String[] aliases = keys.getServerAliases(algorithm, null);
                        if (aliases != null && aliases.length > 0) {
                            return keys.getPrivateKey(aliases[0]);
                        }
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "expected a private key in PEM, -----BEGIN PRIVATE KEY----- and what follows, of RSA or an elliptic curve",
                    e);
        }
        throw new IllegalArgumentException("expected a certificate of an RSA or elliptic-curve key");
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        try {
            String algorithm = SIGNATURES.get(key.getAlgorithm());
            if (algorithm == null) {
                return true;
            }
            byte[] text = "scoreline".getBytes(StandardCharsets.UTF_8);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(text);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
