package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A NumPy array. Its items lie in row-major (C) order, whatever order the file had: either as bytes or, for arrays of
 * objects, as a list. What an accessor returns is a copy.
 */
public final class NdArray implements PyValue {

    private final DType dtype;
    private final int[] shape;
    private final byte[] bytes;
    private final List<PyValue> objects;

    private NdArray(DType dtype, int[] shape, byte[] bytes, List<PyValue> objects) {
        this.dtype = dtype;
        this.shape = shape;
        this.bytes = bytes;
        this.objects = objects;
    }

    /** An array of items of a fixed length; the bytes hold exactly the shape's items in row-major order. */
    public static NdArray ofBytes(DType dtype, int[] shape, byte[] bytes) {
        if ((long) size(shape) * dtype.itemBytes() != bytes.length) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " of " + dtype.itemBytes()
                    + " bytes an item does not fill " + bytes.length + " bytes");
        }
        return new NdArray(dtype, shape, bytes, List.of());
    }

    /** An array of objects, in row-major order. */
    public static NdArray ofObjects(DType dtype, int[] shape, List<PyValue> objects) {
        if (size(shape) != objects.size()) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + objects.size() + " objects");
        }
        return new NdArray(dtype, shape, new byte[0], objects);
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return size;
    }

    public DType dtype() {
        return dtype;
    }

    public int[] shape() {
        return shape.clone();
    }

    /** The number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** The number of items. */
    public int size() {
        return size(shape);
    }

    /**
     * The items as 64-bit floating point numbers. Booleans are 0 and 1; None among objects is NaN.
     *
     * @throws InferenceException {@code INVALID_MODEL} if an item is not a number or a 64-bit integer would lose digits
     */
    public double[] doubles() {
        int size = size();
        double[] values = new double[size];
        if (dtype.kind() == 'O') {
            for (int i = 0; i < size; i++) {
                values[i] = asDouble(objects.get(i));
            }
            return values;
        }
        ByteBuffer items = ByteBuffer.wrap(bytes).order(dtype.order());
        for (int i = 0; i < size; i++) {
            values[i] = doubleAt(items, i * dtype.itemBytes());
        }
        return values;
    }

    /**
     * The items as 64-bit integers.
     *
     * @throws InferenceException {@code INVALID_MODEL} if an item is not an integer
     */
    public long[] longs() {
        int size = size();
        long[] values = new long[size];
        if (dtype.kind() == 'O') {
            for (int i = 0; i < size; i++) {
                values[i] = asLong(objects.get(i));
            }
            return values;
        }
        ByteBuffer items = ByteBuffer.wrap(bytes).order(dtype.order());
        for (int i = 0; i < size; i++) {
            values[i] = longAt(items, i * dtype.itemBytes());
        }
        return values;
    }

    /** The items as Python's {@code tolist} gives them: Bool, Int, Real, Text, or what an array of objects holds. */
    public List<PyValue> items() {
        if (dtype.kind() == 'O') {
            return new ArrayList<>(objects);
        }
        int size = size();
        List<PyValue> items = new ArrayList<>(size);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(dtype.order());
        for (int i = 0; i < size; i++) {
            int at = i * dtype.itemBytes();
            items.add(
                    switch (dtype.kind()) {
                        case 'b' -> new Bool(bytes[at] != 0);
                        case 'i', 'u' -> new Int(longAt(buffer, at));
                        case 'f' -> new Real(doubleAt(buffer, at));
                        case 'U' -> new Text(textAt(buffer, at));
                        default -> throw unexpected("numbers or text");
                    });
        }
        return items;
    }

    /**
     * One field of a structured array, as an array of the same shape.
     *
     * @throws InferenceException {@code INVALID_MODEL} if there is no such field
     */
    public NdArray field(String name) {
        DType.Field field = dtype.field(name).orElseThrow(() -> unexpected("a field '" + name + "'"));
        int size = size();
        int itemBytes = field.type().itemBytes();
        byte[] items = new byte[size * itemBytes];
        for (int i = 0; i < size; i++) {
            System.arraycopy(bytes, i * dtype.itemBytes() + field.offset(), items, i * itemBytes, itemBytes);
        }
        return ofBytes(field.type(), shape(), items);
    }

    private double doubleAt(ByteBuffer items, int at) {
        return switch (dtype.kind()) {
            case 'f' ->
                switch (dtype.itemBytes()) {
                    case 2 -> halfToDouble(items.getShort(at));
                    case 4 -> items.getFloat(at);
                    case 8 -> items.getDouble(at);
                    default -> throw unexpected("floating point of 16, 32 or 64 bits");
                };
            case 'b', 'i', 'u' -> exactDouble(longAt(items, at));
            default -> throw unexpected("numbers");
        };
    }

    private long longAt(ByteBuffer items, int at) {
        boolean signed = dtype.kind() == 'i';
        if (dtype.kind() == 'b') {
            return items.get(at) != 0 ? 1 : 0;
        }
        if (!signed && dtype.kind() != 'u') {
            throw unexpected("integers");
        }
        return switch (dtype.itemBytes()) {
            case 1 -> signed ? items.get(at) : Byte.toUnsignedLong(items.get(at));
            case 2 -> signed ? items.getShort(at) : Short.toUnsignedLong(items.getShort(at));
            case 4 -> signed ? items.getInt(at) : Integer.toUnsignedLong(items.getInt(at));
            case 8 -> signed ? items.getLong(at) : fittingUnsigned(items.getLong(at));
            default -> throw unexpected("integers of 8 to 64 bits");
        };
    }

    private long fittingUnsigned(long value) {
        if (value < 0) {
            throw unexpected("integers below 2^63");
        }
        return value;
    }

    private String textAt(ByteBuffer items, int at) {
        StringBuilder text = new StringBuilder();
        int end = dtype.itemBytes();
        while (end > 0 && items.getInt(at + end - 4) == 0) {
            end -= 4;
        }
        for (int i = 0; i < end; i += 4) {
            int codePoint = items.getInt(at + i);
            if (!Character.isValidCodePoint(codePoint)) {
                throw unexpected("Unicode code points");
            }
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    private double asDouble(PyValue value) {
        if (value instanceof Real number) {
            return number.value();
        }
        if (value instanceof Int number) {
            return exactDouble(number.value());
        }
        if (value instanceof Bool flag) {
            return flag.value() ? 1 : 0;
        }
        if (value == None.NONE) {
            return Double.NaN;
        }
        throw unexpected("numbers, not " + value.typeName());
    }

    private long asLong(PyValue value) {
        if (value instanceof Int number) {
            return number.value();
        }
        if (value instanceof Bool flag) {
            return flag.value() ? 1 : 0;
        }
        throw unexpected("integers, not " + value.typeName());
    }

    private double exactDouble(long value) {
        double wide = value;
        if ((long) wide != value || value == Long.MAX_VALUE) {
            throw unexpected("integers that 64-bit floating point holds, not " + value);
        }
        return wide;
    }

    /** IEEE 754 binary16, section 3.4. */
    private static double halfToDouble(short half) {
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        double magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24;
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
        return half < 0 ? -magnitude : magnitude;
    }

    private InferenceException unexpected(String expected) {
        return InferenceException.invalidModel("expected " + expected + " but got an array of " + dtype.typeName());
    }

    @Override
    public String typeName() {
        return "numpy array " + dtype.kind() + dtype.itemBytes() + Arrays.toString(shape);
    }
}
