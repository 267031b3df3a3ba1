package dev.scoreline.server.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens are taken, and where the keys stand that they are verified with. Immutable; thread-safe.
 *
 * @param issuer what the claim {@code iss} must be
 * @param audience what the claim {@code aud} must be or hold
 * @param secretFile the file of the secret for HS256; the line feed at its end is not part of it
 * @param jwks the JSON Web Key Set for RS256 and ES256: a file's path or a URL
 * @param clockSkew how far the clocks of the issuer and of this machine may be apart
 */
public record TrustedIssuer(
        String issuer, String audience, Optional<Path> secretFile, Optional<String> jwks, Duration clockSkew) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public TrustedIssuer {
        if (secretFile.isEmpty() && jwks.isEmpty()) {
            throw new IllegalArgumentException("expected a secret or a JSON Web Key Set but got neither");
        }
        jwks.filter(TrustedIssuer::isUrl).ifPresent(TrustedIssuer::checkUrl);
    }

    /** Whether a place is a URL rather than a file. */
    public static boolean isUrl(String place) {
        String lower = place.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    /** Who can change the set on its way can sign tokens: over a network it must come by TLS. */
    private static void checkUrl(String place) {
        URI url = url(place);
        String host = Optional.ofNullable(url.getHost())
                .orElseThrow(() -> new IllegalArgumentException("expected the key set's URL to name a host"));
        if (!"https".equalsIgnoreCase(url.getScheme()) && !THIS_MACHINE.contains(host)) {
            throw new IllegalArgumentException("expected the key set's URL to begin with https:// but got http://;"
                    + " that is taken from this machine only");
        }
    }

    /** An error does not quote the URL, which may hold a password. */
    private static URI url(String place) {
        try {
            return new URI(place);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "expected the key set's URL but it is none: " + e.getReason() + " at index " + e.getIndex());
        }
    }
}
