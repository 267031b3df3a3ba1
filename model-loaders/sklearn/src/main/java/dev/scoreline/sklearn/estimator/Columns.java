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

    /** Columns of numbers. */
    public static Columns numbers(int width, List<String> names) {
        return new Columns(OptionalInt.of(width), names, Collections.nCopies(width, DataType.FLOAT64), List.of());
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
