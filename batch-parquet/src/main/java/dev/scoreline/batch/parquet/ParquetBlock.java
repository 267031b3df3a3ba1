package dev.scoreline.batch.parquet;

import dev.scoreline.batch.input.Failure;
import dev.scoreline.batch.input.KeptCells;
import dev.scoreline.batch.input.KeptColumns;
import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowBlock;
import dev.scoreline.batch.input.TableBuilder;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/** The rows of one mini-batch while they are read. One thread. */
final class ParquetBlock {

    /** With more text than this a block ends early, since a dictionary says in a few bytes that a long text is there many times. */
    private static final long MAX_TEXT_CHARS = 16 * 1024 * 1024;

    private final ModelColumns columns;
    private final ReadColumns read;
    private final String file;
    private final int capacity;
    private final TableBuilder table;
    private final long[] numbers;
    private final List<@Nullable Object[]> extra = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final long first;
    private int taken;
    private long textChars;

    /**
     * An empty block.
     *
     * @param first the number of its first row
     */
    ParquetBlock(ModelColumns columns, ReadColumns read, String file, long first, int capacity) {
        this.columns = columns;
        this.read = read;
        this.file = file;
        this.capacity = capacity;
        this.first = first;
        this.table = new TableBuilder(columns, read.match().width(), capacity);
        this.numbers = new long[capacity];
        for (int i = 0; i < read.extraNames().size(); i++) {
            extra.add(new @Nullable Object[capacity]);
        }
    }

    boolean isFull() {
        return taken == capacity || textChars >= MAX_TEXT_CHARS;
    }

    /** Takes rows of a row group, at most so many; how many it took. */
    int read(List<ColumnReader> cells, long most) {
        int before = taken;
        while (!isFull() && taken - before < most) {
            takeRow(cells);
            taken++;
        }
        return taken - before;
    }

    private void takeRow(List<ColumnReader> cells) {
        Optional<String> fault = Optional.empty();
        for (int c = 0; c < cells.size(); c++) {
            try {
                takeCell(cells.get(c), read.kinds().get(c), read.targets()[c]);
            } catch (InferenceException e) {
                fault = Optional.of("column " + Excerpt.quoted(read.name(c)) + ": " + e.getMessage());
            }
            cells.get(c).consume();
        }
        if (fault.isPresent()) {
            failures.add(Failure.ofRow(file, first + taken, fault.get()));
            return;
        }
        for (int absent : read.match().absent()) {
            table.missing(absent);
        }
        numbers[table.rows()] = first + taken;
        table.commit();
    }

    private void takeCell(ColumnReader cell, FlatColumn kind, int target) {
        if (target < 0) {
            extra.get(-1 - target)[table.rows()] =
                    kind.isThere(cell) ? counted(kind.value().apply(cell)) : null;
        } else if (!kind.isThere(cell)) {
            table.missing(target);
        } else if (columns.isNumber(target)) {
            table.number(target, kind.number().applyAsDouble(cell));
        } else {
            table.cell(target, counted(kind.cell(cell)));
        }
    }

    private Object counted(Object value) {
        if (value instanceof String text) {
            textChars += text.length();
        }
        return value;
    }

    RowBlock build() {
        List<KeptCells> kept = new ArrayList<>();
        for (@Nullable Object[] values : extra) {
            kept.add(row -> values[row]);
        }
        return new RowBlock(table.build(), numbers, new KeptColumns(read.extraNames(), kept), failures, taken);
    }
}
