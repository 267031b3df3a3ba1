package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.Excerpt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The numbers of a NumPy array, as its {@code descr} names them. Immutable; thread-safe.
 *
 * @param kind NumPy's letter: {@code b} truth, {@code i} integer, {@code u} unsigned integer, {@code f} floating point
 */
record NpyType(char kind, int bytes, ByteOrder order) {

    /**
     * Reads {@code <f8}, {@code |u1} and the like.
     *
     * @throws InferenceException {@code INVALID_INPUT} for what is no number
     */
    static NpyType of(String descr) {
        if (!descr.matches("[<>|=](b1|[iu][1248]|f[248])")) {
            throw InferenceException.invalidInput(
                    "expected an array of numbers (b1, i1 to i8, u1 to u8, f2 to f8) but its type" + " is "
                            + Excerpt.quoted(descr));
        }
        // An equals sign is the order of the machine that wrote it; all that NumPy runs on today are little-endian.
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyType(descr.charAt(1), descr.charAt(2) - '0', order);
    }

    /** The number at an offset of a buffer in this type's byte order, rounded as NumPy's {@code astype(float64)} does. */
    double read(ByteBuffer buffer, int offset) {
        return switch (kind) {
            case 'b' -> buffer.get(offset) == 0 ? 0 : 1;
            case 'i' -> signed(buffer, offset);
            case 'u' -> unsigned(buffer, offset);
            default -> floating(buffer, offset);
        };
    }

    private double signed(ByteBuffer buffer, int offset) {
        return switch (bytes) {
            case 1 -> buffer.get(offset);
            case 2 -> buffer.getShort(offset);
            case 4 -> buffer.getInt(offset);
            default -> buffer.getLong(offset);
        };
    }

    private double unsigned(ByteBuffer buffer, int offset) {
        return switch (bytes) {
            case 1 -> Byte.toUnsignedInt(buffer.get(offset));
            case 2 -> Short.toUnsignedInt(buffer.getShort(offset));
            case 4 -> Integer.toUnsignedLong(buffer.getInt(offset));
            default -> unsigned(buffer.getLong(offset));
        };
    }

    /** Halved with its last bit kept as a mark, a number over the signed range rounds as the whole would. */
    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | (value & 1)) * 2.0;
    }

    private double floating(ByteBuffer buffer, int offset) {
        return switch (bytes) {
            case 2 -> Float16.toDouble(buffer.getShort(offset));
            case 4 -> buffer.getFloat(offset);
            default -> buffer.getDouble(offset);
        };
    }
}
