package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Bytes;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.PySet;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The arguments of one call, or the items of one state, read by position and with the type that the callable takes. A wrong
 * one is an {@code INVALID_MODEL} that names the callable. One thread.
 */
final class Arguments {

    private final String callable;
    private final List<PyValue> items;
    private final Budget budget;

    Arguments(String callable, List<PyValue> items, Budget budget) {
        this.callable = callable;
        this.items = items;
        this.budget = budget;
    }

    /** The items of a state that must be a tuple. */
    static Arguments ofState(String callable, PyValue state, Budget budget) {
        if (state instanceof Tuple tuple) {
            return new Arguments("the state of " + callable, tuple.items(), budget);
        }
        throw InferenceException.invalidModel(
                "expected the state of " + callable + " to be a tuple but got " + state.typeName());
    }

    Budget budget() {
        return budget;
    }

    PickleLimits limits() {
        return budget.limits();
    }

    int size() {
        return items.size();
    }

    PyValue get(int index) {
        if (index >= items.size()) {
            throw wrong("at least " + (index + 1) + " arguments", "only " + items.size());
        }
        return items.get(index);
    }

    boolean isNone(int index) {
        return get(index) == None.NONE;
    }

    String text(int index) {
        if (get(index) instanceof Text text) {
            return text.value();
        }
        throw wrong(index, "text");
    }

    /** Bytes, or the text that stands for bytes in a pickle of Python 2. */
    byte[] bytes(int index) {
        PyValue value = get(index);
        if (value instanceof Bytes bytes) {
            return bytes.value();
        }
        if (value instanceof Text text) {
            return latin1(text.value());
        }
        throw wrong(index, "bytes");
    }

    private byte[] latin1(String text) {
        budget.take(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                throw wrong("text whose characters are bytes", "text with other characters");
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    int integer(int index) {
        if (get(index) instanceof Int number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw wrong(index, "an integer of 32 bits");
    }

    boolean flag(int index) {
        if (get(index) instanceof Bool flag) {
            return flag.value();
        }
        return integer(index) != 0;
    }

    DType dtype(int index) {
        if (get(index) instanceof DType dtype) {
            return dtype;
        }
        throw wrong(index, "a NumPy dtype");
    }

    Dict dict(int index) {
        if (get(index) instanceof Dict dict) {
            return dict;
        }
        throw wrong(index, "a dict");
    }

    /** The items of a list, tuple or set, as they are now. */
    List<PyValue> items(int index) {
        PyValue value = get(index);
        if (value instanceof Sequence list) {
            return list.items();
        }
        if (value instanceof Tuple tuple) {
            return tuple.items();
        }
        if (value instanceof PySet set) {
            return set.items();
        }
        throw wrong(index, "a list");
    }

    /** A small tuple of integers that are not negative: a shape, or an order of axes. */
    int[] shape(int index) {
        PyValue value = get(index);
        if (value instanceof Int) {
            return new int[] {integer(index)};
        }
        List<PyValue> lengths = items(index);
        if (lengths.size() > limits().maxRank()) {
            throw Budget.exceeded("dimensions of an array", limits().maxRank());
        }
        Arguments inner = new Arguments("a shape in " + callable, lengths, budget);
        int[] shape = new int[lengths.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = inner.integer(i);
            if (shape[i] < 0) {
                throw wrong("lengths of at least 0 in a shape", Integer.toString(shape[i]));
            }
        }
        return shape;
    }

    InferenceException wrong(int index, String expected) {
        return wrong(expected, get(index).typeName() + " as argument " + (index + 1));
    }

    InferenceException wrong(String expected, String got) {
        return InferenceException.invalidModel(callable + ": expected " + expected + " but got " + got);
    }
}
