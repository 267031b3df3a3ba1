package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an estimator knows about the columns that it was fitted on.
 *
 * @param width their number; unknown for stateless transformers of old files
 * @param names {@code feature_names_in_}; empty if the estimator was fitted without names
 * @param types what each column must hold: FLOAT64, STRING or OBJECT; empty if the width is unknown
 * @param required whether a row given by name must hold each column; empty if all are required
 */
public record Columns(OptionalInt width, List<String> names, List<DataType> types, List<Boolean> required) {

    /** The most columns that a mere number in a file can claim, so that a damaged file cannot claim all memory. */
    private static final int MAX_WIDTH = 1_000_000;

    /** Columns of numbers. */
    public static Columns numbers(int width, List<String> names) {
        return new Columns(OptionalInt.of(width), names, Collections.nCopies(width, DataType.FLOAT64), List.of());
    }

    /** The columns of an estimator that learns nothing of them; scikit-learn writes their number since 0.23. */
    static Columns ofStateless(FittedState state) {
        return state.has("n_features_in_") ? numbers(width(state, "n_features_in_"), state.featureNames()) : unknown();
    }

    /**
     * A number of columns that only the file tells, with no array of that length to show for it.
     *
     * @throws InferenceException {@code INVALID_MODEL} if it is negative or more than a model can have
     */
    static int width(FittedState state, String attribute) {
        int width = state.integer(attribute);
        if (width < 0 || width > MAX_WIDTH) {
            throw InferenceException.invalidModel("expected " + state.className() + "." + attribute
                    + " to be from 0 to " + MAX_WIDTH + " but got " + width);
        }
        return width;
    }

    /** Columns of which nothing is known: any number of them, all numbers. */
    public static Columns unknown() {
        return new Columns(OptionalInt.empty(), List.of(), List.of(), List.of());
    }

    public Columns {
        names = List.copyOf(names);
        types = List.copyOf(types);
        required = List.copyOf(required);
        if (width.isPresent() && types.size() != width.getAsInt()) {
            throw new IllegalArgumentException(
                    "width is " + width.getAsInt() + " but there are " + types.size() + " types");
        }
        if (!names.isEmpty() && names.size() != types.size()) {
            throw new IllegalArgumentException("there are " + names.size() + " names for " + types.size() + " columns");
        }
    }

    /**
     * The columns of several transformers that read the same table: the width and names of the first that knows them; a
     * column that they want in different types may hold anything, and one that any of them requires is required.
     */
    static Columns shared(List<Columns> readers) {
        List<Columns> known =
                readers.stream().filter(reader -> reader.width().isPresent()).toList();
        if (known.isEmpty()) {
            return unknown();
        }
        Columns shared = known.get(0);
        for (Columns reader : known.subList(1, known.size())) {
            shared = shared.with(reader);
        }
        return shared;
    }

    private Columns with(Columns other) {
        if (!width.equals(other.width)) {
            throw InferenceException.invalidModel("expected transformers of the same columns but one was fitted on "
                    + types.size() + " and another on " + other.types.size());
        }
        List<DataType> merged = new ArrayList<>();
        List<Boolean> either = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            merged.add(types.get(i) == other.types.get(i) ? types.get(i) : DataType.OBJECT);
            either.add(isRequired(i) || other.isRequired(i));
        }
        boolean all = required.isEmpty() || other.required.isEmpty();
        return new Columns(width, names.isEmpty() ? other.names : names, merged, all ? List.of() : either);
    }

    /** {@code count} of these columns from the one at {@code from}, without their names; unknown if there are not so many. */
    Columns slice(int from, int count) {
        if (from + count > types.size()) {
            return unknown();
        }
        return new Columns(OptionalInt.of(count), List.of(), types.subList(from, from + count), List.of());
    }

    /** Whether a row given by name must hold this column. */
    public boolean isRequired(int index) {
        return required.isEmpty() || required.get(index);
    }

    /**
     * Checks that a table has as many columns as the estimator was fitted on.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it has more or fewer
     */
    public void check(Table table) {
        if (width.isPresent() && table.width() != width.getAsInt()) {
            throw InferenceException.invalidInput(
                    "expected rows of " + width.getAsInt() + " columns but got " + table.width());
        }
    }
}
