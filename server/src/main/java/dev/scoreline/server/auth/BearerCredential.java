package dev.scoreline.server.auth;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;

/** What stands behind the word {@code Bearer} in an {@code Authorization} header (RFC 6750, section 2.1). */
final class BearerCredential {

    private static final String SCHEME = "Bearer";

    private BearerCredential() {}

    /** The key or the token; schemes are compared without case (RFC 9110, section 11.1). */
    static String of(String authorization) {
        int blank = authorization.indexOf(' ');
        if (blank == SCHEME.length() && authorization.regionMatches(true, 0, SCHEME, 0, blank)) {
            String credential = authorization.substring(blank + 1).strip();
            if (!credential.isEmpty()) {
                return credential;
            }
        }
        throw refused(
                authorization.isEmpty()
                        ? "expected the header Authorization: Bearer CREDENTIAL but none came"
                        : "expected the header Authorization: Bearer CREDENTIAL but another form came");
    }

    static InferenceException refused(String message) {
        return new InferenceException(ErrorCode.UNAUTHENTICATED, message);
    }
}
