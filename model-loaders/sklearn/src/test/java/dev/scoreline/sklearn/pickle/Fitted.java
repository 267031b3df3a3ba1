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
import java.util.Arrays;
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

    /** A list of any values. */
    public static PyValue list(PyValue... values) {
        return new Sequence(List.of(values));
    }

    public static PyValue tuple(PyValue... values) {
        return new Tuple(List.of(values));
    }

    /** An array of objects of one dimension. */
    public static NdArray objects(PyValue... values) {
        DType type = new DType('O', 8, ByteOrder.nativeOrder(), List.of());
        return NdArray.ofObjects(type, new int[] {values.length}, List.of(values));
    }

    /** An array of objects that are all text. */
    public static NdArray words(String... values) {
        return objects(Arrays.stream(values).map(Text::new).toArray(PyValue[]::new));
    }

    /** An array of 64-bit integers. */
    public static NdArray longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        DType type = new DType('i', 8, ByteOrder.LITTLE_ENDIAN, List.of());
        return NdArray.ofBytes(type, new int[] {values.length}, bytes.array());
    }

    /** Python's {@code slice(start, stop, step)}. */
    public static PyValue slice(PyValue start, PyValue stop, PyValue step) {
        return new PyObject(new Global("builtins", "slice"), List.of(start, stop, step));
    }
}
