package dev.scoreline.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows and columns. A table whose columns are all numbers is dense: its values lie row after row in one array, which is
 * the memory that models read. Any other table keeps its columns apart. Columns are known by position; their names, if any, are in
 * the model's {@link ModelSignature}.
 *
 * <p>The arrays are shared, not copied: who makes a table gives its values away. Immutable by that convention, and then
 * thread-safe.
 */
public final class Table implements Payload {

    private final int rows;
    private final int width;
    private final double @Nullable [] values;
    private final List<Column> columns;

    private Table(int rows, int width, double @Nullable [] values, List<Column> columns) {
        this.rows = rows;
        this.width = width;
        this.values = values;
        this.columns = columns;
    }

    /**
     * A dense table.
     *
     * @param values row-major; may be longer than {@code rows * width}, the rest is ignored
     */
    public static Table dense(double[] values, int rows, int width) {
        if (rows < 0 || width < 0 || (long) rows * width > values.length) {
            throw new IllegalArgumentException(
                    rows + " rows of " + width + " columns do not fit into " + values.length + " values");
        }
        return new Table(rows, width, values, List.of());
    }

    /** A table of these columns; dense if all of them are numbers. */
    public static Table of(int rows, List<? extends Column> columns) {
        for (Column column : columns) {
            if (column.rows() != rows) {
                throw new IllegalArgumentException("a column has " + column.rows() + " rows, the table has " + rows);
            }
        }
        if (columns.stream().allMatch(column -> column instanceof Column.Numbers)) {
            return dense(interleave(rows, columns), rows, columns.size());
        }
        return new Table(rows, columns.size(), null, List.copyOf(columns));
    }

    /**
     * The input of a model that takes tables only.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is none
     */
    public static Table expected(Payload input) {
        if (input instanceof Table table) {
            return table;
        }
        throw InferenceException.invalidInput(
                "expected a table but got a " + input.getClass().getSimpleName());
    }

    private static double[] interleave(int rows, List<? extends Column> columns) {
        int width = columns.size();
        double[] values = new double[Math.multiplyExact(rows, width)];
        for (int c = 0; c < width; c++) {
            double[] column = ((Column.Numbers) columns.get(c)).values();
            for (int r = 0; r < rows; r++) {
                values[r * width + c] = column[r];
            }
        }
        return values;
    }

    public int rows() {
        return rows;
    }

    /** The number of columns. */
    public int width() {
        return width;
    }

    /** Whether every column is numbers, so that {@link #values()} may be called. */
    public boolean isDense() {
        return values != null;
    }

    /**
     * The numbers of a dense table, row after row; may be longer than {@code rows() * width()}.
     *
     * @throws IllegalStateException if the table is not dense
     */
    public double[] values() {
        if (values == null) {
            throw new IllegalStateException("a table with a column of text or objects has no dense values");
        }
        return values;
    }

    /** Column {@code index}, counted from 0; of a dense table a copy. */
    public Column column(int index) {
        if (values == null) {
            return columns.get(index);
        }
        double[] column = new double[rows];
        for (int r = 0; r < rows; r++) {
            column[r] = values[r * width + index];
        }
        return new Column.Numbers(column);
    }

    /** All columns in order; of a dense table copies. */
    public List<Column> columns() {
        if (values == null) {
            return columns;
        }
        List<Column> all = new ArrayList<>(width);
        for (int c = 0; c < width; c++) {
            all.add(column(c));
        }
        return all;
    }

    /** A table of these columns of this one, in this order; an index may occur more than once. */
    public Table select(int... indexes) {
        if (values == null) {
            List<Column> chosen = new ArrayList<>(indexes.length);
            for (int index : indexes) {
                chosen.add(columns.get(index));
            }
            return of(rows, chosen);
        }
        double[] chosen = new double[rows * indexes.length];
        int next = 0;
        for (int r = 0; r < rows; r++) {
            for (int index : indexes) {
                chosen[next++] = values[r * width + index];
            }
        }
        return dense(chosen, rows, indexes.length);
    }
}
