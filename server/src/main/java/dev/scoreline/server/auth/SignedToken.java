package dev.scoreline.server.auth;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A token taken apart (RFC 7519), whose signature nobody has looked at yet: what it says may be anybody's word. Immutable;
 * thread-safe.
 *
 * @param digest by which it is remembered
 * @param keyId the key that it says it is signed with
 */
record SignedToken(String text, ByteBuffer digest, String algorithm, Optional<String> keyId, JsonObject claims) {

    /** A token has a header, claims and a signature. */
    private static final int PARTS = 3;

    /**
     * Takes a token apart.
     *
     * @throws dev.scoreline.model.InferenceException {@code UNAUTHENTICATED} if it is none
     */
    static SignedToken of(String text, ByteBuffer digest) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw BearerCredential.refused("expected a signed token of three parts but got another form");
        }
        JsonObject header = json(parts[0]);
        // RFC 7515, section 4.1.11: what an extension means must be understood, and none is here.
        if (header.containsKey("crit")) {
            throw BearerCredential.refused("the token needs an extension that this server does not know");
        }
        Object algorithm = header.getValue("alg");
        Object keyId = header.getValue("kid");
        return new SignedToken(
                text,
                digest,
                algorithm instanceof String stated ? stated : "",
                keyId instanceof String stated ? Optional.of(stated) : Optional.empty(),
                json(parts[1]));
    }

    private static JsonObject json(String part) {
        try {
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
        } catch (RuntimeException e) {
            // Without the cause: it may quote the token.
            throw BearerCredential.refused("the token is not well formed");
        }
    }
}
