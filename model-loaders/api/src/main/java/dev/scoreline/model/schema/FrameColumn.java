package dev.scoreline.model.schema;

/** A column of a pandas data frame. A column that pandas names by a number has that number's digits as its name. */
public record FrameColumn(String name, Type type) {

    /** The type of a column's values. */
    public enum Type {
        INTEGER,
        NUMBER,
        BOOLEAN,
        STRING,
        DATE_TIME,
        DURATION;

        /** What the type is in a list of values, where dates and durations are text. */
        Type inLists() {
            return switch (this) {
                case INTEGER, NUMBER, BOOLEAN, STRING -> this;
                case DATE_TIME, DURATION -> STRING;
            };
        }
    }
}
