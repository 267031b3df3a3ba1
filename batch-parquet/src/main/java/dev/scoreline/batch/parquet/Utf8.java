package dev.scoreline.batch.parquet;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;

/** Text out of bytes. Stateless; thread-safe. */
final class Utf8 {

    private static final char REPLACED = '\uFFFD';

    private Utf8() {}

    /**
     * A cell's text.
     *
     * @throws InferenceException {@code INVALID_INPUT} if its bytes are no UTF-8
     */
    static String text(Binary cell) {
        String text = cell.toStringUsingUTF8();
        if (text.indexOf(REPLACED) >= 0) {
            try {
                // Either it stands there, or bytes were replaced by it.
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(cell.toByteBuffer())
                        .toString();
            } catch (CharacterCodingException e) {
                throw new InferenceException(ErrorCode.INVALID_INPUT, "expected UTF-8 but the bytes are none", e);
            }
        }
        return text;
    }

    static String uuid(Binary cell) {
        ByteBuffer bytes = cell.toByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
