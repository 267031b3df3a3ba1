package dev.scoreline.server.auth;

import java.security.MessageDigest;
import java.util.Set;

/** A key that opens the server, kept as its digest. Immutable; thread-safe. */
final class ApiKey {

    /** Shortest key accepted, in characters: 128 bits if it was made at random in hexadecimal has 32, in Base64 22. */
    private static final int MIN_CHARS = 16;

    private static final int MAX_CHARS = 4096;

    private final Identity identity;
    private final byte[] digest;

    private ApiKey(Identity identity, byte[] digest) {
        this.identity = identity;
        this.digest = digest;
    }

    /**
     * A key, checked.
     *
     * @throws IllegalArgumentException if no header could carry it or if it is too short; the message holds nothing of it
     */
    static ApiKey of(String name, String key, Set<String> scopes) {
        if (key.length() < MIN_CHARS || key.length() > MAX_CHARS) {
            throw new IllegalArgumentException("the key " + name + " must have " + MIN_CHARS + " to " + MAX_CHARS
                    + " characters but has " + key.length());
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the key " + name + " must be of printable ASCII characters without blanks");
        }
        return new ApiKey(new Identity(name, scopes), Sha256.of(key));
    }

    Identity identity() {
        return identity;
    }

    /** Takes as long whether and wherever the digests differ. */
    boolean hasDigest(byte[] other) {
        return MessageDigest.isEqual(digest, other);
    }
}
