package dev.scoreline.sklearn.pickle;

import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fitted objects as a pickle would give them, made by hand for states that no current scikit-learn writes. */
public final class Fitted {

    private static final DType FLOAT64 = new DType('f', 8, ByteOrder.LITTLE_ENDIAN, List.of());
    private static final DType FLOAT32 = new DType('f', 4, ByteOrder.LITTLE_ENDIAN, List.of());

    private final PyObject object;
    private final Map<PyValue, PyValue> attributes = new LinkedHashMap<>();

    private Fitted(PyObject object) {
        this.object = object;
        object.setState(new Dict(attributes));
    }

    /** An object of this class, which the given version of scikit-learn wrote. */
    public static Fitted of(String className, String version) {
        Fitted fitted = new Fitted(new PyObject(new Global("sklearn.any", className), List.of()));
        return fitted.with("_sklearn_version", new Text(version));
    }

    public Fitted with(String attribute, PyValue value) {
        attributes.put(new Text(attribute), value);
        return this;
    }

    public Fitted with(String attribute, Fitted value) {
        return with(attribute, value.object());
    }

    public PyObject object() {
        return object;
    }

    /** An object of a class outside scikit-learn, without a state. */
    public static PyObject foreign(String module, String name) {
        return new PyObject(new Global(module, name), List.of());
    }

    /** An array of one dimension. */
    public static NdArray vector(double... values) {
        return array(new int[] {values.length}, values);
    }

    public static NdArray array(int[] shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return NdArray.ofBytes(FLOAT64, shape, bytes.array());
    }

    /** An array of 32-bit numbers. */
    public static NdArray floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return NdArray.ofBytes(FLOAT32, new int[] {values.length}, bytes.array());
    }

    /** A list of integers. */
    public static PyValue integers(long... values) {
        List<PyValue> items = new ArrayList<>();
        for (long value : values) {
            items.add(new PyValue.Int(value));
        }
        return new Sequence(items);
    }

    /** A list of pairs of a name and a value: the steps of a Pipeline. */
    public static PyValue pairs(Object... namesAndValues) {
        List<PyValue> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            PyValue value =
                    namesAndValues[i + 1] instanceof Fitted fitted ? fitted.object() : (PyValue) namesAndValues[i + 1];
            pairs.add(new Tuple(List.of(new Text((String) namesAndValues[i]), value)));
        }
        return new Sequence(pairs);
    }
}
