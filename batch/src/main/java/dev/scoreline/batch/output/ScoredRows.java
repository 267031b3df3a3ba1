package dev.scoreline.batch.output;

import dev.scoreline.batch.input.KeptCells;
import dev.scoreline.scoring.codec.PayloadRows;
import java.util.List;

/**
 * Rows with their answers, ready to be written.
 *
 * @param file the name of the file that they came from
 * @param numbers the number of each row in that file; may be longer
 * @param count how many rows
 * @param keptNames the names of the inputs that go along
 * @param kept those inputs, a column each
 */
public record ScoredRows(
        String file, long[] numbers, int count, PayloadRows answers, List<String> keptNames, List<KeptCells> kept) {
    public ScoredRows {
        keptNames = List.copyOf(keptNames);
        kept = List.copyOf(kept);
    }
}
