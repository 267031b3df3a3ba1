package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values that a pickle remembers under numbers. The numbers must be dense, as every pickler makes them, so that a few
 * bytes cannot ask for a large table. One thread.
 */
final class Memo {

    /** The C pickler of Python 2 counts from 1, all others from 0. */
    private static final int MAX_GAP = 1;

    private final PickleLimits limits;
    private final IdentityHashMap<PyValue, Integer> drafts = new IdentityHashMap<>();
    private @Nullable PyValue[] values = new PyValue[16];
    private int end;
    private int count;

    Memo(PickleLimits limits) {
        this.limits = limits;
    }

    /** Remembers a value under the number of values so far. */
    void add(PyValue value) {
        put(count, value);
    }

    void put(long index, PyValue value) {
        if (index < 0 || index > end + MAX_GAP) {
            throw InferenceException.invalidModel(
                    "the pickle remembers a value as number " + index + " when it has remembered only " + end);
        }
        if (index >= limits.maxMemo()) {
            throw Budget.exceeded("remembered values", limits.maxMemo());
        }
        int place = (int) index;
        if (place >= values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        if (values[place] == null) {
            count++;
        }
        values[place] = value;
        end = Math.max(end, place + 1);
        if (Constructors.isDraft(value)) {
            drafts.put(value, place);
        }
    }

    PyValue get(long index) {
        PyValue value = index >= 0 && index < end ? values[(int) index] : null;
        if (value == null) {
            throw InferenceException.invalidModel(
                    "the pickle recalls value number " + index + ", which it never remembered");
        }
        return value;
    }

    /** Puts the finished value in the place of its draft, if the draft was remembered. */
    void replace(PyValue draft, PyValue finished) {
        Integer place = drafts.remove(draft);
        if (place != null) {
            values[place] = finished;
        }
    }
}
