package dev.scoreline.batch.input;

import dev.scoreline.model.Table;
import java.util.List;

/**
 * Some consecutive rows of a file, those that could be read and those that could not.
 *
 * @param table the rows that could be read
 * @param numbers the number in the file of each of them, counted from 0; may be longer
 * @param kept columns of the same rows that the model does not read
 * @param failures the others
 * @param taken how many rows of the file these are together
 */
public record RowBlock(Table table, long[] numbers, KeptColumns kept, List<Failure> failures, long taken) {
    public RowBlock {
        failures = List.copyOf(failures);
    }
}
