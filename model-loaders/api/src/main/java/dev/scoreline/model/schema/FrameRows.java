package dev.scoreline.model.schema;

import java.util.List;

/**
 * A data frame that came in: the names of its columns, and its rows, each with a value a column. Values of columns that the
 * sample names have the sample's type: {@code Long}, {@code Double} (NaN where missing), {@code Boolean}, {@code String},
 * {@link java.time.OffsetDateTime}; others are as they came. A missing text is {@link JsonNull}.
 */
public record FrameRows(List<String> columns, List<List<Object>> rows) {
    public FrameRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
