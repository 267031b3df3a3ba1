package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.BigInt;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Bytes;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What may be a key of a dict or a member of a set: a scalar or a flat tuple of scalars. Anything deeper would let a file
 * drive hashing into any depth. Immutable; thread-safe.
 */
final class Keys {

    /** A number that no file knows, for each type, so that keys of different types cannot be made to collide. */
    enum Salt {
        INT,
        BIG_INT,
        REAL,
        TEXT,
        BYTES,
        TUPLE,
        GLOBAL;

        private final int number = ThreadLocalRandom.current().nextInt();

        int of(int hash) {
            return hash ^ number;
        }
    }

    private Keys() {}

    /**
     * The number of characters, bytes and items that hashing and comparing the key can touch.
     *
     * @throws InferenceException {@code INVALID_MODEL} if the value may not be a key
     */
    static long length(PyValue key) {
        if (!(key instanceof Tuple tuple)) {
            return scalarLength(key);
        }
        long length = 1;
        for (PyValue item : tuple.items()) {
            length += scalarLength(item);
        }
        return length;
    }

    private static long scalarLength(PyValue value) {
        if (value instanceof Text text) {
            return 1L + text.value().length();
        }
        if (value instanceof Bytes bytes) {
            return 1L + bytes.value().length;
        }
        if (value instanceof Int
                || value instanceof Real
                || value instanceof Bool
                || value instanceof BigInt
                || value instanceof Global
                || value == None.NONE) {
            return 1;
        }
        throw InferenceException.invalidModel(
                "expected the keys of a dict and the members of a set to be scalars or flat"
                        + " tuples of scalars but got " + value.typeName());
    }

    /** An order of the items of two keys; only scalars are told apart. */
    static int compare(List<PyValue> left, List<PyValue> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compare(PyValue left, PyValue right) {
        if (left instanceof Text a && right instanceof Text b) {
            return a.compareTo(b);
        }
        if (left instanceof Int a && right instanceof Int b) {
            return a.compareTo(b);
        }
        if (left instanceof Real a && right instanceof Real b) {
            return a.compareTo(b);
        }
        if (left instanceof BigInt a && right instanceof BigInt b) {
            return a.compareTo(b);
        }
        if (left instanceof Bytes a && right instanceof Bytes b) {
            return a.compareTo(b);
        }
        if (left instanceof Bool a && right instanceof Bool b) {
            return Boolean.compare(a.value(), b.value());
        }
        return left.typeName().compareTo(right.typeName());
    }
}
