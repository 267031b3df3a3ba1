package dev.scoreline.batch.output;

/**
 * A column of a finished output. Immutable; thread-safe.
 *
 * @param isList whether a cell is a list of such values
 */
public record TypedColumn(String name, Kind kind, boolean isList) {

    /** What the cells are; any of them may be missing. */
    public enum Kind {
        /** {@link Double} */
        NUMBER,
        /** {@link Long} */
        WHOLE,
        /** {@link Boolean} */
        TRUTH,
        /** {@link String} */
        TEXT
    }
}
