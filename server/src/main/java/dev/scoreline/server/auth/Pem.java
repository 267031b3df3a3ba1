package dev.scoreline.server.auth;

import java.util.Base64;

/** Keys as OpenSSL writes them (RFC 7468). Stateless; thread-safe. */
final class Pem {

    private Pem() {}

    /**
     * The bytes between the first pair of lines of this kind.
     *
     * @throws IllegalArgumentException if there is none; the message holds nothing of the text
     */
    static byte[] decode(String pem, String kind) {
        String begin = "-----BEGIN " + kind + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("expected a file with " + begin
                    + "; openssl genpkey makes a private key, openssl pkey -pubout its public key");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }
}
