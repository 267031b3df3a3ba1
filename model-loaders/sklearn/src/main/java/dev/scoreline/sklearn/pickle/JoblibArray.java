package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An array that joblib wrote between the instructions of a pickle, right behind the BUILD of its wrapper. The layout is that
 * of {@code NumpyArrayWrapper.read_array} in joblib's {@code numpy_pickle.py}: items as raw bytes, after a padding since
 * joblib 1.2; objects as a pickle of their own.
 *
 * <p>Immutable; thread-safe.
 */
final class JoblibArray {

    private static final Set<String> WRAPPER_MODULES =
            Set.of("joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle");

    private final DType dtype;
    private final ArrayOrder order;
    private final boolean isPadded;

    private JoblibArray(DType dtype, ArrayOrder order, boolean isPadded) {
        this.dtype = dtype;
        this.order = order;
        this.isPadded = isPadded;
    }

    static boolean isWrapper(PyObject object) {
        return object.type().name().equals("NumpyArrayWrapper")
                && WRAPPER_MODULES.contains(object.type().module());
    }

    /** What the wrapper's state says of the array. */
    static JoblibArray of(PyValue state, Budget budget) {
        if (!(state instanceof Dict dict)) {
            throw InferenceException.invalidModel(
                    "expected the state of joblib's array wrapper to be a dict but got " + state.typeName());
        }
        Arguments attributes = new Arguments(
                "joblib's array wrapper",
                List.of(attribute(dict, "shape"), attribute(dict, "order"), attribute(dict, "dtype")),
                budget);
        int[] shape = attributes.shape(0);
        ArrayOrder order = attributes.text(1).equals("F") ? ArrayOrder.columnMajor(shape) : ArrayOrder.rowMajor(shape);
        boolean isPadded = attribute(dict, "numpy_array_alignment_bytes") != None.NONE;
        return new JoblibArray(attributes.dtype(2), order, isPadded);
    }

    private static PyValue attribute(Dict dict, String name) {
        PyValue value = dict.entries().get(new Text(name));
        return value == null ? None.NONE : value;
    }

    /**
     * Reads the array where the input stands.
     *
     * @param nestedPickle reads a pickle where the input stands
     */
    PyValue read(PickleInput input, Supplier<PyValue> nestedPickle, Budget budget) {
        if (dtype.kind() == 'O') {
            return objects(nestedPickle.get());
        }
        if (isPadded) {
            int padding = input.unsignedByte();
            input.skip(padding);
        }
        long length = NumpyArrays.byteLength(dtype, order);
        input.require(length);
        budget.take(length);
        return NumpyArrays.ofBytes(dtype, order, input.bytes(length), budget);
    }

    private static PyValue objects(PyValue value) {
        if (value instanceof NdArray) {
            return value;
        }
        throw InferenceException.invalidModel(
                "expected the pickle inside a joblib file to hold an array of objects but got " + value.typeName());
    }
}
