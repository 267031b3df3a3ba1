package dev.scoreline.batch.input;

import java.util.List;

/**
 * Columns of an input that the model does not read but the output may want. Immutable; thread-safe.
 *
 * @param names as the file has them
 * @param columns as many rows as the table beside them
 */
public record KeptColumns(List<String> names, List<KeptCells> columns) {

    public static final KeptColumns NONE = new KeptColumns(List.of(), List.of());

    public KeptColumns {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
    }
}
