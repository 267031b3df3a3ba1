package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over a pickle's bytes. Every length is compared with the bytes that are left before anything is allocated. One
 * thread.
 */
final class PickleInput {

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private int position;

    PickleInput(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    int unsignedByte() {
        return bytes[advance(1)] & 0xff;
    }

    int unsignedShort() {
        return numbers.getShort(advance(2)) & 0xffff;
    }

    int int32() {
        return numbers.getInt(advance(4));
    }

    long unsignedInt() {
        return int32() & 0xffff_ffffL;
    }

    /** A length of 64 bits; one beyond 2^63 comes out negative and is refused by whoever asks for as many bytes. */
    long int64() {
        return numbers.getLong(advance(8));
    }

    /** A floating point number, big-endian as the pickle format has it. */
    double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(int64()));
    }

    byte[] bytes(long length) {
        int start = advance(length);
        byte[] copy = new byte[(int) length];
        System.arraycopy(bytes, start, copy, 0, copy.length);
        return copy;
    }

    void skip(long length) {
        advance(length);
    }

    String latin1(long length) {
        return new String(bytes, advance(length), (int) length, StandardCharsets.ISO_8859_1);
    }

    String utf8(long length) {
        int start = advance(length);
        if (isAscii(start, position)) {
            return new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, (int) length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL, "byte " + start + " of the pickle: text is not UTF-8", e);
        }
    }

    /** The text up to the next line feed, in Latin-1, without it. */
    String line() {
        for (int end = position; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                String line = latin1(end - position);
                position = end + 1;
                return line;
            }
        }
        throw damaged("expected a line feed before the end");
    }

    /** Refuses a length that goes beyond the end. */
    void require(long length) {
        if (length < 0 || length > remaining()) {
            throw damaged("expected " + Long.toUnsignedString(length) + " more bytes but the file has " + remaining());
        }
    }

    /** A refusal that names the place. */
    InferenceException damaged(String what) {
        return InferenceException.invalidModel("byte " + position + " of the pickle: " + what);
    }

    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private int advance(long length) {
        require(length);
        int start = position;
        position += (int) length;
        return start;
    }
}
