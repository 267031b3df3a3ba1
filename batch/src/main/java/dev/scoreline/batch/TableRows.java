package dev.scoreline.batch;

import dev.scoreline.model.Column;
import dev.scoreline.model.Table;
import java.util.Arrays;
import java.util.List;

/** Cuts rows out of tables. Stateless; thread-safe. */
final class TableRows {

    private TableRows() {}

    /** The rows from one to before another; the table itself if those are all. */
    static Table of(Table table, int from, int to) {
        if (from == 0 && to == table.rows()) {
            return table;
        }
        if (table.isDense()) {
            int width = table.width();
            return Table.dense(Arrays.copyOfRange(table.values(), from * width, to * width), to - from, width);
        }
        return Table.of(to - from, of(table.columns(), from, to));
    }

    private static List<Column> of(List<Column> columns, int from, int to) {
        return columns.stream().map(column -> of(column, from, to)).toList();
    }

    private static Column of(Column column, int from, int to) {
        if (column instanceof Column.Numbers numbers) {
            return new Column.Numbers(Arrays.copyOfRange(numbers.values(), from, to));
        }
        if (column instanceof Column.Texts texts) {
            return new Column.Texts(Arrays.copyOfRange(texts.values(), from, to));
        }
        return new Column.Cells(Arrays.copyOfRange(((Column.Cells) column).values(), from, to));
    }
}
