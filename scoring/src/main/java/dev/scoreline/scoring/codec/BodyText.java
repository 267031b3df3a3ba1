package dev.scoreline.scoring.codec;

import dev.scoreline.model.InferenceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * A JSON body as checked UTF-8 without a byte order mark. UTF-16 and UTF-32 are recognised as RFC 4627 describes it, by the
 * zero bytes among the first four, or by their marks, and are rewritten; Python's {@code json} reads them too. The array is
 * shared, not copied, where it can be. Immutable by that convention.
 */
record BodyText(byte[] bytes, int offset, int length) {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long HIGH_BITS = 0x8080808080808080L;

    /**
     * The text of a body.
     *
     * @throws InferenceException {@code INVALID_INPUT} if the bytes are no text
     */
    static BodyText of(byte[] body, int offset, int length) {
        if (startsWith(body, offset, length, 0xEF, 0xBB, 0xBF)) {
            return checked(new BodyText(body, offset + 3, length - 3));
        }
        if (startsWith(body, offset, length, 0xFF, 0xFE, 0, 0)) {
            return rewritten(body, offset + 4, length - 4, Charset.forName("UTF-32LE"));
        }
        if (startsWith(body, offset, length, 0, 0, 0xFE, 0xFF)) {
            return rewritten(body, offset + 4, length - 4, Charset.forName("UTF-32BE"));
        }
        if (startsWith(body, offset, length, 0xFF, 0xFE)) {
            return rewritten(body, offset + 2, length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(body, offset, length, 0xFE, 0xFF)) {
            return rewritten(body, offset + 2, length - 2, StandardCharsets.UTF_16BE);
        }
        return ofUnmarked(body, offset, length);
    }

    private static boolean startsWith(byte[] body, int offset, int length, int... mark) {
        if (length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((body[offset + i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static BodyText ofUnmarked(byte[] body, int offset, int length) {
        if (length >= 4) {
            boolean zero0 = body[offset] == 0;
            boolean zero1 = body[offset + 1] == 0;
            boolean zero2 = body[offset + 2] == 0;
            boolean zero3 = body[offset + 3] == 0;
            if (zero0 && zero1 && zero2 && !zero3) {
                return rewritten(body, offset, length, Charset.forName("UTF-32BE"));
            }
            if (!zero0 && zero1 && zero2 && zero3) {
                return rewritten(body, offset, length, Charset.forName("UTF-32LE"));
            }
            if (zero0 && !zero1) {
                return rewritten(body, offset, length, StandardCharsets.UTF_16BE);
            }
            if (!zero0 && zero1) {
                return rewritten(body, offset, length, StandardCharsets.UTF_16LE);
            }
        }
        return checked(new BodyText(body, offset, length));
    }

    private static BodyText rewritten(byte[] body, int offset, int length, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(body, offset, length));
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(text);
            return new BodyText(utf8.array(), utf8.arrayOffset(), utf8.remaining());
        } catch (CharacterCodingException e) {
            throw InferenceException.invalidInput(
                    "the body looks like " + charset.name() + " but is not: send JSON as UTF-8");
        }
    }

    private static BodyText checked(BodyText text) {
        int firstHigh = text.offset + text.asciiBytes();
        int end = text.offset + text.length;
        if (firstHigh < end) {
            ByteBuffer rest = ByteBuffer.wrap(text.bytes, firstHigh, end - firstHigh);
            CharBuffer chars = CharBuffer.allocate(1024);
            var decoder = StandardCharsets.UTF_8.newDecoder();
            CoderResult result = CoderResult.OVERFLOW;
            while (result.isOverflow()) {
                chars.clear();
                result = decoder.decode(rest, chars, true);
            }
            if (result.isError()) {
                throw InferenceException.invalidInput(
                        "the body is not UTF-8 at " + text.place(rest.position() - text.offset)
                                + ": byte " + String.format("0x%02x", text.bytes[rest.position()] & 0xFF)
                                + " cannot stand there: send JSON as UTF-8");
            }
        }
        return text;
    }

    /** The number of bytes before the first that is not ASCII, rounded down to steps of eight. */
    private int asciiBytes() {
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if (((long) LONGS.get(bytes, offset + i) & HIGH_BITS) != 0) {
                return i;
            }
        }
        for (int j = i; j < length; j++) {
            if (bytes[offset + j] < 0) {
                return i;
            }
        }
        return length;
    }

    /** The place of a byte as a person counts: {@code line 1, column 17}, in characters. */
    String place(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, length); i++) {
            byte b = bytes[offset + i];
            if (b == '\n') {
                line++;
                column = 1;
            } else if ((b & 0xC0) != 0x80) {
                column++;
            }
        }
        return "line " + line + ", column " + column;
    }
}
