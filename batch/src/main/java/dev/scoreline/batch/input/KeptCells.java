package dev.scoreline.batch.input;

import org.jspecify.annotations.Nullable;

/** A column of an input that goes along in the output. Immutable by convention; thread-safe. */
@FunctionalInterface
public interface KeptCells {

    /** The cell as a Double, a Long, a Boolean or a String; {@code null} or NaN where it is missing. */
    @Nullable
    Object cell(int row);

    /** The same cells from a row on. */
    default KeptCells from(int first) {
        return first == 0 ? this : row -> cell(first + row);
    }
}
