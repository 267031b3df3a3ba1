package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
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
}
