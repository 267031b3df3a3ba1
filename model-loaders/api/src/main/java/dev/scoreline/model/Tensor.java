package dev.scoreline.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An n-dimensional array of one type, its values in row-major order. The types that Java computes with are held in its own
 * arrays, the others as bytes. The memory is shared, not copied: who makes a tensor gives its values away.
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

    /**
     * Numbers of one of the other types, side by side in the machine's byte order, so that native code reads them as they
     * are.
     *
     * @param type any type of a fixed length but {@code FLOAT64}, {@code INT64} and {@code BOOL}, which have arrays
     * @param bytes the values from index 0 to the limit, whatever the position; its byte order is the machine's
     */
    record Packed(DataType type, int[] shape, ByteBuffer bytes) implements Tensor {
        public Packed {
            if (type.bytes() == 0 || type == DataType.FLOAT64 || type == DataType.INT64 || type == DataType.BOOL) {
                throw new IllegalArgumentException("values of type " + type + " are not packed");
            }
            if (bytes.order() != ByteOrder.nativeOrder()) {
                throw new IllegalArgumentException("the bytes must be in the machine's order");
            }
            if ((long) size(shape) * type.bytes() != bytes.limit()) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " of type " + type
                        + " does not hold " + bytes.limit() + " bytes");
            }
        }

        /** Room for the values of a shape, all 0. */
        public static Packed zeros(DataType type, int... shape) {
            int length = Math.multiplyExact(size(shape), type.bytes());
            return new Packed(type, shape, ByteBuffer.allocate(length).order(ByteOrder.nativeOrder()));
        }

        /** The value at a place as a number of 64 bits, the nearest one where a {@code UINT64} has more digits. */
        public double number(int index) {
            return switch (type) {
                case FLOAT32 -> bytes.getFloat(4 * index);
                case FLOAT16 -> SmallFloats.ofFloat16(bytes.getShort(2 * index));
                case BFLOAT16 -> SmallFloats.ofBfloat16(bytes.getShort(2 * index));
                case UINT64 -> unsigned(bytes.getLong(8 * index));
                default -> integer(index);
            };
        }

        private static double unsigned(long value) {
            // Halved with the last bit kept, so that the nearest number is found in one rounding.
            return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
        }

        /**
         * The integer at a place; one of {@code UINT64} is to be read as unsigned.
         *
         * @throws IllegalStateException if the values are no integers
         */
        public long integer(int index) {
            return switch (type) {
                case INT8 -> bytes.get(index);
                case UINT8 -> Byte.toUnsignedLong(bytes.get(index));
                case INT16 -> bytes.getShort(2 * index);
                case UINT16 -> Short.toUnsignedLong(bytes.getShort(2 * index));
                case INT32 -> bytes.getInt(4 * index);
                case UINT32 -> Integer.toUnsignedLong(bytes.getInt(4 * index));
                case UINT64 -> bytes.getLong(8 * index);
                case FLOAT64, FLOAT32, FLOAT16, BFLOAT16, INT64, BOOL, STRING, OBJECT ->
                    throw new IllegalStateException("values of type " + type + " are no integers that are packed");
            };
        }

        /** Puts a number of floating point, rounded to the type as NumPy's {@code astype} does it from 64 to 32 bits. */
        public void put(int index, double value) {
            switch (type) {
                case FLOAT32 -> bytes.putFloat(4 * index, (float) value);
                case FLOAT16 -> bytes.putShort(2 * index, SmallFloats.toFloat16((float) value));
                case BFLOAT16 -> bytes.putShort(2 * index, SmallFloats.toBfloat16((float) value));
                default -> throw new IllegalStateException("values of type " + type + " are not of floating point");
            }
        }

        /** Puts an integer, which must be one that the type holds. */
        public void put(int index, long value) {
            switch (type.bytes()) {
                case 1 -> bytes.put(index, (byte) value);
                case 2 -> bytes.putShort(2 * index, (short) value);
                case 4 -> bytes.putInt(4 * index, (int) value);
                default -> bytes.putLong(8 * index, value);
            }
        }
    }
}
