package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a pickled object, read by name and with the type that the reader expects. A missing or wrong one is an
 * {@code INVALID_MODEL} that names the class and the attribute.
 */
public final class FittedState {

    private final PyObject object;
    private final Map<PyValue, PyValue> attributes;
    private final SklearnVersion version;

    private FittedState(PyObject object, Map<PyValue, PyValue> attributes, SklearnVersion version) {
        this.object = object;
        this.attributes = attributes;
        this.version = version;
    }

    /**
     * The attributes of an object.
     *
     * @param outer the version of the object around this one, which counts where this one has none of its own
     */
    public static FittedState of(PyObject object, SklearnVersion outer) {
        Map<PyValue, PyValue> attributes = attributes(object);
        PyValue own = attributes.get(new Text("_sklearn_version"));
        SklearnVersion version = own instanceof Text text ? SklearnVersion.parse(text.value()) : outer;
        return new FittedState(object, attributes, version);
    }

    private static Map<PyValue, PyValue> attributes(PyObject object) {
        if (object.state() instanceof Dict dict) {
            return dict.entries();
        }
        if (object.state() == None.NONE) {
            return Map.of();
        }
        throw InferenceException.invalidModel("expected the state of " + object.typeName() + " to be a dict but got "
                + object.state().typeName());
    }

    /** The class name without its module: {@code Ridge}. */
    public String className() {
        return object.type().name();
    }

    public PyObject object() {
        return object;
    }

    /** The version of scikit-learn that wrote the object. */
    public SklearnVersion version() {
        return version;
    }

    /** The attribute, unless it is absent or None. */
    public Optional<PyValue> find(String name) {
        PyValue value = attributes.get(new Text(name));
        return value == null || value == None.NONE ? Optional.empty() : Optional.of(value);
    }

    /** Whether the attribute is there at all, be it None. */
    public boolean has(String name) {
        return attributes.containsKey(new Text(name));
    }

    public PyValue get(String name) {
        return find(name)
                .orElseThrow(() -> InferenceException.invalidModel(
                        has(name)
                                ? className() + "." + name + " is None"
                                : className() + " has no attribute " + name + "; has it been fitted?"));
    }

    /** An attribute under the first of several names that is there: names changed between versions. */
    public PyValue getAny(String... names) {
        for (String name : names) {
            if (find(name).isPresent()) {
                return get(name);
            }
        }
        return get(names[0]);
    }

    public NdArray array(String name) {
        return asArray(name, get(name));
    }

    public Optional<NdArray> findArray(String name) {
        return find(name).map(value -> asArray(name, value));
    }

    public double[] doubles(String name) {
        return array(name).doubles();
    }

    /** A number, also one that is an array without dimensions or with one item. */
    public double number(String name) {
        return asNumber(name, get(name));
    }

    public double number(String name, double otherwise) {
        return find(name).map(value -> asNumber(name, value)).orElse(otherwise);
    }

    /** An integer that fits into 32 bits. */
    public int integer(String name) {
        PyValue value = get(name);
        if (value instanceof Int number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw wrong(name, "an int", value);
    }

    public boolean flag(String name, boolean otherwise) {
        Optional<PyValue> value = find(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Bool flag) {
            return flag.value();
        }
        if (value.get() instanceof Int number) {
            return number.value() != 0;
        }
        throw wrong(name, "a bool", value.get());
    }

    public Optional<String> findText(String name) {
        return find(name).filter(value -> value instanceof Text).map(value -> ((Text) value).value());
    }

    /** Text; absent, None or another type gives {@code otherwise}. */
    public String text(String name, String otherwise) {
        return findText(name).orElse(otherwise);
    }

    /** The items of a list, a tuple or an array of objects. */
    public List<PyValue> items(String name) {
        return asItems(name, get(name));
    }

    public PyObject object(String name) {
        if (get(name) instanceof PyObject nested) {
            return nested;
        }
        throw wrong(name, "an object", get(name));
    }

    /** The names of the columns that the estimator was fitted on; empty if it was fitted without names. */
    public List<String> featureNames() {
        return findArray("feature_names_in_").stream()
                .flatMap(names -> names.items().stream())
                .map(name -> name instanceof Text text ? text.value() : "")
                .toList();
    }

    public InferenceException wrong(String name, String expected, PyValue got) {
        return InferenceException.invalidModel(
                "expected " + className() + "." + name + " to be " + expected + " but got " + got.typeName());
    }

    /** A refusal of a sound object that cannot be evaluated exactly. */
    public InferenceException unsupported(String why) {
        return InferenceException.unsupportedModel(className() + ": " + why);
    }

    private NdArray asArray(String name, PyValue value) {
        if (value instanceof NdArray array) {
            return array;
        }
        throw wrong(name, "an array", value);
    }

    private double asNumber(String name, PyValue value) {
        if (value instanceof Real number) {
            return number.value();
        }
        if (value instanceof Int number) {
            return number.value();
        }
        if (value instanceof Bool flag) {
            return flag.value() ? 1 : 0;
        }
        if (value instanceof NdArray array && array.size() == 1) {
            return array.doubles()[0];
        }
        throw wrong(name, "a number", value);
    }

    private List<PyValue> asItems(String name, PyValue value) {
        if (value instanceof Sequence list) {
            return list.items();
        }
        if (value instanceof Tuple tuple) {
            return tuple.items();
        }
        if (value instanceof NdArray array) {
            return array.items();
        }
        throw wrong(name, "a list", value);
    }
}
