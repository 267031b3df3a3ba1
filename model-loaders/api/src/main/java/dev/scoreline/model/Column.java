package dev.scoreline.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}. A missing value is NaN among numbers and {@code null} among text; both can stand among
 * mixed cells, where they are different values, as in Python.
 */
public sealed interface Column {

    int rows();

    DataType type();

    /** The cell as a {@link Double}, {@link String}, {@link Boolean}, or {@code null} where it is none. */
    @Nullable
    Object cell(int row);

    /** Numbers; a missing one is NaN. */
    record Numbers(double[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public DataType type() {
            return DataType.FLOAT64;
        }

        @Override
        public Object cell(int row) {
            return values[row];
        }
    }

    /** Text; a missing one is {@code null}. */
    record Texts(@Nullable String[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public DataType type() {
            return DataType.STRING;
        }

        @Override
        public @Nullable Object cell(int row) {
            return values[row];
        }
    }

    /** Cells of any kind: {@link Double}, {@link String}, {@link Boolean} or {@code null}. */
    record Cells(@Nullable Object[] values) implements Column {
        public Cells {
            for (Object value : values) {
                if (!(value == null
                        || value instanceof Double
                        || value instanceof String
                        || value instanceof Boolean)) {
                    throw new IllegalArgumentException("a cell must be a Double, a String, a Boolean or null but is a "
                            + value.getClass().getSimpleName());
                }
            }
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public DataType type() {
            return DataType.OBJECT;
        }

        @Override
        public @Nullable Object cell(int row) {
            return values[row];
        }
    }

    /** The column of these cells with the narrowest type that holds them all without change. */
    static Column narrowest(@Nullable Object[] cells) {
        if (Arrays.stream(cells).allMatch(cell -> cell instanceof Double)) {
            return new Numbers(
                    Arrays.stream(cells).mapToDouble(cell -> (Double) cell).toArray());
        }
        if (Arrays.stream(cells).allMatch(cell -> cell == null || cell instanceof String)) {
            return new Texts(Arrays.copyOf(cells, cells.length, String[].class));
        }
        return new Cells(cells);
    }
}
