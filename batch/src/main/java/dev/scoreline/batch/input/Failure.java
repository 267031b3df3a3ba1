package dev.scoreline.batch.input;

import java.util.OptionalLong;

/**
 * Something that could not be scored. Immutable; thread-safe.
 *
 * @param file the file's name as keys have it
 * @param row the row in the file, counted from 0; empty for a whole file, or for all that is left of it
 * @param reason what was expected, what came and where, for a person
 */
public record Failure(String file, OptionalLong row, String reason) {

    /** A row that failed. */
    public static Failure ofRow(String file, long row, String reason) {
        return new Failure(file, OptionalLong.of(row), reason);
    }

    /** A file that failed, or what is left of it. */
    public static Failure ofFile(String file, String reason) {
        return new Failure(file, OptionalLong.empty(), reason);
    }
}
