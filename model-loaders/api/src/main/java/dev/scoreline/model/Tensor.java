package dev.scoreline.model;

import java.util.Arrays;

/**
 * An n-dimensional array of one type, its values in row-major order. The arrays are shared, not copied: who makes a
 * tensor gives its values away.
 */
public sealed interface Tensor extends Payload {

    /** The length of each dimension, outermost first; empty for a single value. */
    int[] shape();

    DataType type();

    /** The number of values that a shape holds. */
    static int size(int... shape) {
        int size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return size;
    }

    private static void check(int[] shape, int length) {
        if (size(shape) != length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + length + " values");
        }
    }

    /** 64-bit floating point values. */
    record Doubles(int[] shape, double[] values) implements Tensor {
        public Doubles {
            check(shape, values.length);
        }

        @Override
        public DataType type() {
            return DataType.FLOAT64;
        }
    }

    /** 64-bit integers. */
    record Longs(int[] shape, long[] values) implements Tensor {
        public Longs {
            check(shape, values.length);
        }

        @Override
        public DataType type() {
            return DataType.INT64;
        }
    }

    record Booleans(int[] shape, boolean[] values) implements Tensor {
        public Booleans {
            check(shape, values.length);
        }

        @Override
        public DataType type() {
            return DataType.BOOL;
        }
    }

    record Texts(int[] shape, String[] values) implements Tensor {
        public Texts {
            check(shape, values.length);
        }

        @Override
        public DataType type() {
            return DataType.STRING;
        }
    }
}
