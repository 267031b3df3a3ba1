package dev.scoreline.sklearn.pickle;

import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.PySet;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Python's collections, made by a call instead of an instruction. Immutable; thread-safe. */
final class PythonCollections {

    private static final int REFERENCE_BYTES = 8;
    private static final int ENTRY_BYTES = 64;

    private PythonCollections() {}

    static Sequence list(Arguments arguments) {
        return new Sequence(items(arguments));
    }

    static Tuple tuple(Arguments arguments) {
        return new Tuple(List.copyOf(items(arguments)));
    }

    static PySet set(Arguments arguments) {
        List<PyValue> items = items(arguments);
        items.forEach(arguments.budget()::takeKey);
        return new PySet(items);
    }

    /** A dict of nothing, of a dict, or of a list of pairs, which is how Python 2 wrote an ordered dict. */
    static Dict dict(Arguments arguments) {
        arguments.budget().countCollection();
        Map<PyValue, PyValue> entries = new LinkedHashMap<>();
        if (arguments.size() == 0) {
            return new Dict(entries);
        }
        if (arguments.get(0) instanceof Dict dict) {
            dict.entries().forEach((key, value) -> put(entries, key, value, arguments.budget()));
            return new Dict(entries);
        }
        for (PyValue pair : arguments.items(0)) {
            Arguments keyAndValue = new Arguments("a pair of a dict", List.of(pair), arguments.budget());
            List<PyValue> both = keyAndValue.items(0);
            if (both.size() != 2) {
                throw keyAndValue.wrong("a key and a value", both.size() + " items");
            }
            put(entries, both.get(0), both.get(1), arguments.budget());
        }
        return new Dict(entries);
    }

    /** A dict; the factory of missing values is left out because reading never misses. */
    static Dict defaultDict(Arguments arguments) {
        arguments.budget().countCollection();
        return new Dict(new LinkedHashMap<>());
    }

    /**
     * {@code copyreg._reconstructor(class, base, value)}: an object without its state; {@code base} is {@code object} and
     * {@code value} None unless the class extends a type such as dict, whose entries are then all that counts.
     */
    static PyValue reconstructed(Arguments arguments) {
        if (!(arguments.get(0) instanceof Global type)) {
            throw arguments.wrong(0, "a class");
        }
        PyValue value = arguments.get(2);
        if (value instanceof Dict) {
            return dict(new Arguments(type.typeName(), List.of(value), arguments.budget()));
        }
        return new PyObject(type, value == None.NONE ? List.of() : List.of(value));
    }

    private static void put(Map<PyValue, PyValue> entries, PyValue key, PyValue value, Budget budget) {
        budget.take(ENTRY_BYTES);
        budget.takeKey(key);
        entries.put(key, value);
    }

    private static List<PyValue> items(Arguments arguments) {
        arguments.budget().countCollection();
        if (arguments.size() == 0) {
            return new ArrayList<>();
        }
        List<PyValue> items = arguments.items(0);
        arguments.budget().take((long) items.size() * REFERENCE_BYTES);
        return new ArrayList<>(items);
    }
}
