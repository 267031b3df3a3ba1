package dev.scoreline.model;

/**
 * Conversions of the 16-bit floating point formats, which Java 17 does not know. Stateless; thread-safe.
 *
 * <p>{@code FLOAT16} is IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. {@code BFLOAT16} is the upper half of
 * a binary32. Numbers are rounded to the nearest, ties to even.
 */
final class SmallFloats {

    private static final int FRACTION_BITS = 10;
    private static final int BINARY32_FRACTION_BITS = 23;
    private static final int SHIFT = BINARY32_FRACTION_BITS - FRACTION_BITS;
    private static final int BIAS_DIFFERENCE = 127 - 15;
    private static final int INFINITY = 0x7C00;

    /** The least normal binary16, 2 to the power of -14, as the bits of a binary32. */
    private static final int LEAST_NORMAL = (127 - 14) << BINARY32_FRACTION_BITS;

    private SmallFloats() {}

    static float ofFloat16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int size = bits & 0x7FFF;
        if (size >= INFINITY) {
            return Float.intBitsToFloat(sign | 0x7F80_0000 | ((size & 0x3FF) << SHIFT));
        }
        if (size < (1 << FRACTION_BITS)) {
            float value = size * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | ((size << SHIFT) + (BIAS_DIFFERENCE << BINARY32_FRACTION_BITS)));
    }

    static short toFloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int size = bits & 0x7FFF_FFFF;
        if (size > 0x7F80_0000) {
            return (short) (sign | INFINITY | 0x200 | ((size >> SHIFT) & 0x3FF));
        }
        if (size < LEAST_NORMAL) {
            // Multiples of 2 to the power of -24; the product is exact and rint rounds ties to even.
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(size) * 0x1p24));
        }
        int rounded = size - (BIAS_DIFFERENCE << BINARY32_FRACTION_BITS);
        rounded = (rounded + (1 << (SHIFT - 1)) - 1 + ((rounded >> SHIFT) & 1)) >> SHIFT;
        return (short) (sign | Math.min(rounded, INFINITY));
    }

    static float ofBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
