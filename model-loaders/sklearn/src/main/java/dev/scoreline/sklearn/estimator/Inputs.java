package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.Column;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import org.jspecify.annotations.Nullable;

/** What scikit-learn checks of a matrix before it computes, {@code sklearn.utils.validation.check_array}. */
final class Inputs {

    private Inputs() {}

    /**
     * The numbers of a table, row after row; may be longer than rows times width. Among mixed cells a boolean is 0 or 1
     * and none is NaN.
     *
     * @throws InferenceException {@code INVALID_INPUT} that names the first cell that is text
     */
    static double[] numbers(Table input, String estimator) {
        if (input.isDense()) {
            return input.values();
        }
        int width = input.width();
        double[] values = new double[Math.multiplyExact(input.rows(), width)];
        for (int column = 0; column < width; column++) {
            Column cells = input.column(column);
            for (int row = 0; row < input.rows(); row++) {
                values[row * width + column] = number(cells.cell(row), row, column, estimator);
            }
        }
        return values;
    }

    private static double number(@Nullable Object cell, int row, int column, String estimator) {
        if (cell instanceof Double number) {
            return number;
        }
        if (cell instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (cell == null) {
            return Double.NaN;
        }
        throw InferenceException.refusedCell(row, column, estimator + " expects a number but got text");
    }

    /**
     * The numbers of a table, none of them NaN or infinite.
     *
     * @throws InferenceException {@code INVALID_INPUT} that names the first cell that is not finite
     */
    static double[] finite(Table input, String estimator) {
        double[] values = numbers(input, estimator);
        int size = input.rows() * input.width();
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(values[i])) {
                throw notFinite(input, i, values[i], estimator);
            }
        }
        return values;
    }

    /**
     * The numbers of a table, none of them infinite; NaN stands for a missing value.
     *
     * @throws InferenceException {@code INVALID_INPUT} that names the first cell that is infinite
     */
    static double[] finiteOrMissing(Table input, String estimator) {
        double[] values = numbers(input, estimator);
        int size = input.rows() * input.width();
        for (int i = 0; i < size; i++) {
            if (Double.isInfinite(values[i])) {
                throw notFinite(input, i, values[i], estimator);
            }
        }
        return values;
    }

    /** The refusal of the value at this index of a dense table. */
    static InferenceException notFinite(Table input, int index, double value, String estimator) {
        String came = Double.isNaN(value) ? "a missing value (NaN)" : Double.toString(value);
        return InferenceException.refusedCell(
                index / input.width(), index % input.width(), estimator + " expects a finite number but got " + came);
    }
}
