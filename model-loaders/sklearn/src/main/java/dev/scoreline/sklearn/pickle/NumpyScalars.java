package dev.scoreline.sklearn.pickle;

import dev.scoreline.sklearn.pickle.PyValue.Bytes;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/** NumPy's scalars, as the plain scalar of the same value: {@code scalar(dtype, bytes)}. Immutable; thread-safe. */
final class NumpyScalars {

    private static final int[] NO_DIMENSIONS = {};
    private static final int LONG_BYTES = 8;

    private NumpyScalars() {}

    /** The value of a scalar; one that is neither a number nor text stays inert. */
    static PyValue of(Arguments arguments) {
        DType dtype = arguments.dtype(0);
        if (dtype.kind() == 'O') {
            return arguments.get(1);
        }
        byte[] bytes = arguments.bytes(1);
        if (dtype.kind() == 'U' && bytes.length == 0) {
            return new Text("");
        }
        if (bytes.length != dtype.itemBytes()) {
            throw arguments.wrong(dtype.itemBytes() + " bytes", bytes.length + " bytes");
        }
        return switch (dtype.kind()) {
            case 'u' -> unsigned(dtype, bytes);
            case 'b', 'i', 'U' -> item(dtype, bytes);
            case 'f' -> dtype.itemBytes() <= LONG_BYTES ? item(dtype, bytes) : inert(dtype, bytes);
            case 'S' -> new Bytes(bytes);
            default -> inert(dtype, bytes);
        };
    }

    private static PyValue unsigned(DType dtype, byte[] bytes) {
        if (dtype.itemBytes() < LONG_BYTES) {
            return item(dtype, bytes);
        }
        long bits = ByteBuffer.wrap(bytes).order(dtype.order()).getLong();
        return Literals.integer(new BigInteger(Long.toUnsignedString(bits)));
    }

    private static PyValue item(DType dtype, byte[] bytes) {
        return NdArray.ofBytes(dtype, NO_DIMENSIONS, bytes).items().get(0);
    }

    private static PyValue inert(DType dtype, byte[] bytes) {
        return new PyObject(new Global("numpy.core.multiarray", "scalar"), List.of(dtype, new Bytes(bytes)));
    }
}
