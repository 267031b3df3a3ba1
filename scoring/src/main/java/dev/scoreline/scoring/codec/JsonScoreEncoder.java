package dev.scoreline.scoring.codec;

import dev.scoreline.model.Payload;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Writes answers as JSON. Stateless; thread-safe. */
public final class JsonScoreEncoder {

    private JsonScoreEncoder() {}

    /** The bare answer, in an array of exactly its length. */
    public static byte[] encode(Payload answer) {
        return new byte[0];
    }

    /** The answer under its method's name, in an array of exactly its length. */
    public static byte[] encode(String method, Payload answer) {
        return new byte[0];
    }

    /** As {@code encode}, but without the last copy: the buffer's bytes are between its position and its limit. */
    public static ByteBuffer encodeToBuffer(Optional<String> method, Payload answer) {
        return ByteBuffer.allocate(0);
    }
}
