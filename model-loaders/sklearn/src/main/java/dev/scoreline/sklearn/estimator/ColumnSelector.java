package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How a transformer inside a ColumnTransformer names its columns. Positions count from the end where they are negative; a
 * slice of names includes its last, a slice of positions does not, as in pandas and Python. Immutable; thread-safe.
 */
sealed interface ColumnSelector {

    /** Columns by position. */
    record Positions(List<Integer> positions) implements ColumnSelector {}

    /** One truth value a column. */
    record Mask(List<Boolean> chosen) implements ColumnSelector {}

    /** Columns by name. */
    record Names(List<String> names) implements ColumnSelector {}

    /** The positions of Python's {@code range(*slice(start, stop, step).indices(width))}. */
    record Slice(OptionalInt start, OptionalInt stop, int step) implements ColumnSelector {}

    /** From a name to a name; no name is an empty list. */
    record NameSlice(List<String> start, List<String> stop) implements ColumnSelector {}

    /** Whether this is one column that scikit-learn hands on as an array of one dimension. */
    static boolean isScalar(PyValue value) {
        return value instanceof Text || value instanceof Int;
    }

    /**
     * Reads a selector as a file holds it: a scalar, list, array or slice of positions or names, or a mask. A function was
     * replaced by what it gave when the transformer was fitted.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} for anything else
     */
    static ColumnSelector of(PyValue value) {
        if (isScalar(value)) {
            return ofItems(List.of(value));
        }
        if (value == None.NONE) {
            return ofItems(List.of());
        }
        if (value instanceof PyObject object) {
            return ofObject(object);
        }
        return ofItems(items(value));
    }

    private static List<PyValue> items(PyValue value) {
        if (value instanceof Sequence list) {
            return list.items();
        }
        if (value instanceof Tuple tuple) {
            return tuple.items();
        }
        if (value instanceof NdArray array) {
            return array.items();
        }
        throw unsupported(value);
    }

    private static ColumnSelector ofObject(PyObject object) {
        if (object.type().name().equals("slice") && object.arguments().size() == 3) {
            return ofSlice(object.arguments());
        }
        // A list that warns when it is read, in files of scikit-learn 1.5 to 1.8.
        if (object.type().name().equals("_RemainderColsList")) {
            return ofItems(FittedState.of(object, SklearnVersion.UNKNOWN).items("data"));
        }
        throw unsupported(object);
    }

    private static ColumnSelector ofSlice(List<PyValue> arguments) {
        PyValue start = arguments.get(0);
        PyValue stop = arguments.get(1);
        if (start instanceof Text || stop instanceof Text) {
            return new NameSlice(name(start), name(stop));
        }
        OptionalInt step = position(arguments.get(2));
        if (step.isPresent() && step.getAsInt() == 0) {
            throw InferenceException.invalidModel("a ColumnTransformer selects columns by a slice with step 0");
        }
        return new Slice(position(start), position(stop), step.orElse(1));
    }

    private static List<String> name(PyValue value) {
        if (value == None.NONE) {
            return List.of();
        }
        if (value instanceof Text text) {
            return List.of(text.value());
        }
        throw unsupported(value);
    }

    private static OptionalInt position(PyValue value) {
        return value == None.NONE ? OptionalInt.empty() : OptionalInt.of(whole(value));
    }

    private static int whole(PyValue value) {
        if (value instanceof Int number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw unsupported(value);
    }

    private static ColumnSelector ofItems(List<PyValue> items) {
        if (!items.isEmpty() && items.stream().allMatch(item -> item instanceof Text)) {
            return new Names(items.stream().map(item -> ((Text) item).value()).toList());
        }
        if (!items.isEmpty() && items.stream().allMatch(item -> item instanceof Bool)) {
            return new Mask(items.stream().map(item -> ((Bool) item).value()).toList());
        }
        return new Positions(items.stream().map(ColumnSelector::whole).toList());
    }

    private static InferenceException unsupported(PyValue value) {
        return InferenceException.unsupportedModel("a ColumnTransformer selects columns by a value of the type "
                + value.typeName() + "; train with a list of names or positions in its place");
    }

    /**
     * The columns in the order of the selector.
     *
     * @param width the number of all columns
     * @param names their names; empty if they have none
     * @throws InferenceException {@code INVALID_MODEL} if there is no such column
     */
    default List<Integer> indexes(int width, List<String> names) {
        if (this instanceof Positions chosen) {
            return chosen.positions().stream()
                    .map(position -> index(position, width))
                    .toList();
        }
        if (this instanceof Names chosen) {
            return chosen.names().stream().map(name -> index(name, names)).toList();
        }
        if (this instanceof NameSlice slice) {
            int start = slice.start().isEmpty() ? 0 : index(slice.start().get(0), names);
            int stop = slice.stop().isEmpty() ? width - 1 : index(slice.stop().get(0), names);
            return IntStream.rangeClosed(start, stop).boxed().toList();
        }
        if (this instanceof Slice slice) {
            return indexes(slice, width);
        }
        return indexes((Mask) this, width);
    }

    private static int index(int position, int width) {
        int index = position < 0 ? position + width : position;
        if (index < 0 || index >= width) {
            throw InferenceException.invalidModel(
                    "a ColumnTransformer of " + width + " columns selects column " + position);
        }
        return index;
    }

    private static int index(String name, List<String> names) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw InferenceException.invalidModel(
                    "a ColumnTransformer selects a column '" + name + "' that it was not fitted on");
        }
        return index;
    }

    private static List<Integer> indexes(Mask mask, int width) {
        if (mask.chosen().size() != width) {
            throw InferenceException.invalidModel("a ColumnTransformer of " + width + " columns selects by a mask of "
                    + mask.chosen().size());
        }
        return IntStream.range(0, width).filter(mask.chosen()::get).boxed().toList();
    }

    /** Python's rules for slices that go past an end or backwards. */
    private static List<Integer> indexes(Slice slice, int width) {
        int step = slice.step();
        int lowest = step < 0 ? -1 : 0;
        int highest = step < 0 ? width - 1 : width;
        int start = bound(slice.start(), step < 0 ? highest : lowest, lowest, highest, width);
        int stop = bound(slice.stop(), step < 0 ? lowest : highest, lowest, highest, width);
        List<Integer> indexes = new ArrayList<>();
        for (long i = start; step < 0 ? i > stop : i < stop; i += step) {
            indexes.add((int) i);
        }
        return indexes;
    }

    private static int bound(OptionalInt bound, int otherwise, int lowest, int highest, int width) {
        if (bound.isEmpty()) {
            return otherwise;
        }
        int position = bound.getAsInt() < 0 ? bound.getAsInt() + width : bound.getAsInt();
        return Math.max(lowest, Math.min(highest, position));
    }

    /** The names that it mentions. */
    default List<String> mentionedNames() {
        return this instanceof Names chosen ? chosen.names() : List.of();
    }

    /** Whether it selects by position something. */
    default boolean isByPosition() {
        return this instanceof Mask
                || this instanceof Slice
                || (this instanceof Positions chosen && !chosen.positions().isEmpty());
    }

    /** The least number of columns that it can be meant for; empty if it means a different one for each number. */
    default OptionalInt leastWidth() {
        if (this instanceof Mask mask) {
            return OptionalInt.of(mask.chosen().size());
        }
        if (this instanceof Positions chosen && chosen.positions().stream().allMatch(position -> position >= 0)) {
            return OptionalInt.of(chosen.positions().stream()
                    .mapToInt(position -> position + 1)
                    .max()
                    .orElse(0));
        }
        if (this instanceof Slice slice
                && slice.start().orElse(0) >= 0
                && slice.stop().isPresent()
                && slice.stop().getAsInt() >= 0
                && slice.step() > 0) {
            return slice.stop();
        }
        return OptionalInt.empty();
    }
}
