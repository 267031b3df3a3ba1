package dev.scoreline.model.schema;

import java.util.Locale;

/** The forms in which pandas writes a data frame as JSON. Source: {@code pandas.DataFrame.to_json}. */
public enum Orient {
    /** A list of objects, one a row. */
    RECORDS,
    /** An object of columns, index and data. */
    SPLIT,
    /** An object of rows by label. */
    INDEX,
    /** An object of columns, each an object by row label. */
    COLUMNS,
    /** A list of lists, one a row. */
    VALUES,
    /** An object of a table schema and records that hold the index too. */
    TABLE;

    /** The name as pandas writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
