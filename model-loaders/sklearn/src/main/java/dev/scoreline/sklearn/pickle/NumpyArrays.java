package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * NumPy's arrays, brought into row-major order. Sizes are multiplied with a check for overflow and compared with the bytes
 * that are there before anything is allocated. Immutable; thread-safe.
 */
final class NumpyArrays {

    private static final int REFERENCE_BYTES = 8;

    /** The state of an array has a version in front since NumPy 1.0, and four more items. */
    private static final int VERSIONED_STATE = 5;

    private NumpyArrays() {}

    /** {@code _reconstruct(ndarray, (0,), b'b')} with its state: version, shape, dtype, whether column-major, items. */
    static PyValue ofState(PyObject draft, PyValue stateValue, Budget budget) {
        Arguments state = Arguments.ofState(draft.typeName(), stateValue, budget);
        int first = state.size() == VERSIONED_STATE ? 1 : 0;
        int[] shape = state.shape(first);
        DType dtype = state.dtype(first + 1);
        if (dtype.kind() == 'O') {
            return ofObjects(dtype, shape, state.items(first + 3), budget);
        }
        ArrayOrder order = state.flag(first + 2) ? ArrayOrder.columnMajor(shape) : ArrayOrder.rowMajor(shape);
        return ofBytes(dtype, order, state.bytes(first + 3), budget);
    }

    /** {@code _frombuffer(bytes, dtype, shape, order)}; NumPy 2.4 adds the order 'K' with an order of the axes. */
    static PyValue ofBuffer(Arguments arguments) {
        byte[] bytes = arguments.bytes(0);
        DType dtype = arguments.dtype(1);
        int[] shape = arguments.shape(2);
        ArrayOrder order = switch (arguments.text(3)) {
            case "C" -> ArrayOrder.rowMajor(shape);
            case "F" -> ArrayOrder.columnMajor(shape);
            case "K" -> ArrayOrder.transposed(shape, arguments.shape(4));
            default -> throw arguments.wrong("the order C, F or K", Excerpt.of(arguments.text(3)));
        };
        return ofBytes(dtype, order, bytes, arguments.budget());
    }

    static NdArray ofBytes(DType dtype, ArrayOrder order, byte[] bytes, Budget budget) {
        if (bytes.length != byteLength(dtype, order)) {
            throw InferenceException.invalidModel("expected " + byteLength(dtype, order) + " bytes for an array "
                    + Arrays.toString(order.shape()) + " of " + dtype.typeName() + " but got " + bytes.length);
        }
        if (order.isRowMajor()) {
            return NdArray.ofBytes(dtype, order.shape(), bytes);
        }
        budget.take((long) bytes.length + (long) order.size() * Integer.BYTES);
        int itemBytes = dtype.itemBytes();
        byte[] ordered = new byte[bytes.length];
        int target = 0;
        for (int source : order.sources()) {
            System.arraycopy(bytes, source * itemBytes, ordered, target, itemBytes);
            target += itemBytes;
        }
        return NdArray.ofBytes(dtype, order.shape(), ordered);
    }

    /** How many bytes the items take; refuses arrays of objects, which have no bytes. */
    static long byteLength(DType dtype, ArrayOrder order) {
        if (dtype.kind() == 'O') {
            throw InferenceException.invalidModel("expected an array of objects as a list but got bytes");
        }
        return (long) order.size() * dtype.itemBytes();
    }

    /** NumPy lists objects in row-major order, also those of a column-major array: {@code _setlist_pkl} in methods.c. */
    private static NdArray ofObjects(DType dtype, int[] shape, List<PyValue> objects, Budget budget) {
        int size = ArrayOrder.rowMajor(shape).size();
        if (objects.size() != size) {
            throw InferenceException.invalidModel("expected " + size + " objects for an array " + Arrays.toString(shape)
                    + " but got " + objects.size());
        }
        budget.take((long) size * REFERENCE_BYTES);
        return NdArray.ofObjects(dtype, shape, new ArrayList<>(objects));
    }
}
