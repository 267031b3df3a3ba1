package dev.scoreline.batch.parquet;

import dev.scoreline.batch.input.KeptColumns;
import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowBlock;
import dev.scoreline.batch.input.TableBuilder;
import dev.scoreline.model.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/** The rows of one mini-batch while they are read. One thread. */
final class ParquetBlock {

    private final ModelColumns columns;
    private final ReadColumns read;
    private final boolean keepsExtra;
    private final TableBuilder table;
    private final List<@Nullable Object[]> extra = new ArrayList<>();

    ParquetBlock(ModelColumns columns, ReadColumns read, boolean keepsExtra, int capacity) {
        this.columns = columns;
        this.read = read;
        this.keepsExtra = keepsExtra;
        this.table = new TableBuilder(columns, read.match().width(), capacity);
        for (int i = 0; i < read.extraNames(keepsExtra).size(); i++) {
            extra.add(new @Nullable Object[capacity]);
        }
    }

    /** Takes the next rows of a row group. */
    int read(List<ColumnReader> cells, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cells.size(); c++) {
                take(cells.get(c), read.kinds().get(c), read.targets()[c]);
                cells.get(c).consume();
            }
            for (int absent : read.match().absent()) {
                table.missing(absent);
            }
            table.commit();
        }
        return rows;
    }

    private void take(ColumnReader cell, FlatColumn kind, int target) {
        boolean isThere = FlatColumn.isThere(cell);
        if (target < 0) {
            extra.get(-1 - target)[table.rows()] = isThere ? kind.value(cell) : null;
        } else if (!isThere) {
            table.missing(target);
        } else if (columns.isNumber(target)) {
            table.number(target, kind.number(cell));
        } else {
            table.cell(target, kind.value(cell));
        }
    }

    RowBlock build(long first) {
        long[] numbers = new long[table.rows()];
        Arrays.setAll(numbers, i -> first + i);
        List<Column> kept = new ArrayList<>();
        for (@Nullable Object[] values : extra) {
            kept.add(Column.narrowest(Arrays.copyOf(values, table.rows())));
        }
        return new RowBlock(
                table.build(), numbers, new KeptColumns(read.extraNames(keepsExtra), kept), List.of(), table.rows());
    }
}
