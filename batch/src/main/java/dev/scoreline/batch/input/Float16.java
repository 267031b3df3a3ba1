package dev.scoreline.batch.input;

/** Numbers of two bytes, IEEE 754 binary16, of which this Java knows nothing. Stateless; thread-safe. */
public final class Float16 {

    private Float16() {}

    /** The very number. */
    public static double toDouble(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double size;
        if (exponent == 0x1F) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) fraction, -24);
        } else {
            size = Math.scalb((double) (fraction | 0x400), exponent - 25);
        }
        return bits < 0 ? -size : size;
    }
}
