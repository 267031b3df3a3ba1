package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.Column;
import dev.scoreline.model.InferenceException;
import org.jspecify.annotations.Nullable;

/** The conversion of mixed cells to numbers, for an estimator that computes with them. */
final class NumericCells {

    private NumericCells() {}

    /**
     * The column as numbers: a boolean is 0 or 1, none is NaN.
     *
     * @param index the column's place in the table, for the refusal
     * @throws InferenceException {@code INVALID_INPUT} if a cell is text
     */
    static Column.Numbers of(Column column, int index) {
        if (column instanceof Column.Numbers numbers) {
            return numbers;
        }
        double[] values = new double[column.rows()];
        for (int row = 0; row < values.length; row++) {
            Object cell = column.cell(row);
            if (cell instanceof String) {
                throw InferenceException.refusedCell(row, index, "expected a number but got text");
            }
            values[row] = number(cell);
        }
        return new Column.Numbers(values);
    }

    private static double number(@Nullable Object cell) {
        if (cell instanceof Double number) {
            return number;
        }
        return cell instanceof Boolean flag ? (flag ? 1 : 0) : Double.NaN;
    }
}
