package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;

/** What scikit-learn checks of a matrix before it computes, {@code sklearn.utils.validation.check_array}. */
final class Inputs {

    private Inputs() {}

    /**
     * The numbers of a table, row after row; may be longer than rows times width.
     *
     * @throws InferenceException {@code INVALID_INPUT} if the table holds text
     */
    static double[] numbers(Table input, String estimator) {
        if (!input.isDense()) {
            throw InferenceException.invalidInput(estimator + " expects numbers in every column but got text");
        }
        return input.values();
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
