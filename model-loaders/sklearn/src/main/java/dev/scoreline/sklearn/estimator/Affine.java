package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import java.util.Arrays;

/**
 * Coefficients and intercepts: each output is a dot product plus a number.
 *
 * <p>A product is summed from the first column to the last, as the reference BLAS does. OpenBLAS sums in another order, and
 * in one for a batch and another for a single row; so scikit-learn's own answers differ in the last digits, these do not:
 * a row's answer does not depend on the rows around it.
 *
 * <p>Everything is computed in 64 bits. Coefficients that were fitted in 32 bits are widened, as NumPy widens them when it
 * multiplies them with 64-bit input. The input of a request is always 64-bit; a step before this one that gives 32-bit
 * numbers, so that scikit-learn would compute in 32 bits, makes {@link Pipeline} refuse the model. Immutable; thread-safe.
 */
final class Affine {

    private final int width;
    private final boolean flat;
    private final boolean wide;
    private final double[] coefficients;
    private final double[] intercepts;

    private Affine(int width, boolean flat, boolean wide, double[] coefficients, double[] intercepts) {
        this.width = width;
        this.flat = flat;
        this.wide = wide;
        this.coefficients = coefficients;
        this.intercepts = intercepts;
    }

    /**
     * Reads {@code coef_} and {@code intercept_}.
     *
     * @throws InferenceException {@code INVALID_MODEL} if they do not fit together, {@code UNSUPPORTED_MODEL} if they are sparse
     */
    static Affine of(FittedState state) {
        refuseSparse(state);
        NdArray coefficients = state.array("coef_");
        int[] shape = coefficients.shape();
        if (shape.length != 1 && shape.length != 2) {
            throw state.wrong("coef_", "an array of 1 or 2 dimensions", coefficients);
        }
        boolean flat = shape.length == 1;
        int outputs = flat ? 1 : shape[0];
        int width = shape[shape.length - 1];
        if (outputs == 0 || width == 0) {
            throw state.wrong("coef_", "an array with at least one coefficient", coefficients);
        }
        boolean wide = coefficients.dtype().itemBytes() >= Double.BYTES;
        return new Affine(width, flat, wide, coefficients.doubles(), intercepts(state, outputs));
    }

    private static void refuseSparse(FittedState state) {
        PyValue coefficients = state.get("coef_");
        if (coefficients instanceof PyObject object
                && object.type().topPackage().equals("scipy")) {
            throw state.unsupported("coef_ is a sparse matrix; call densify() on the estimator before saving it");
        }
    }

    /** One number for all outputs or one for each: NumPy's broadcasting. */
    private static double[] intercepts(FittedState state, int outputs) {
        PyValue value = state.get("intercept_");
        double[] given = value instanceof NdArray array ? array.doubles() : new double[] {state.number("intercept_")};
        if (given.length == outputs) {
            return given;
        }
        if (given.length != 1) {
            throw state.wrong("intercept_", "1 number or " + outputs, value);
        }
        double[] intercepts = new double[outputs];
        Arrays.fill(intercepts, given[0]);
        return intercepts;
    }

    /** The number of columns that it takes. */
    int width() {
        return width;
    }

    int outputs() {
        return intercepts.length;
    }

    /** Whether {@code coef_} has one dimension, so that a row's answer is a number and not a list. */
    boolean isFlat() {
        return flat;
    }

    /** Whether the coefficients have 64 bits, so that NumPy computes in 64 bits whatever the input has. */
    boolean isWide() {
        return wide;
    }

    /**
     * The outputs of every row, row after row.
     *
     * @throws InferenceException {@code INVALID_INPUT} for text, NaN and infinite numbers
     */
    double[] apply(Table input, String estimator) {
        double[] rows = Inputs.finite(input, estimator);
        double[] outputs = new double[input.rows() * intercepts.length];
        int next = 0;
        for (int row = 0; row < input.rows(); row++) {
            for (int output = 0; output < intercepts.length; output++) {
                outputs[next++] = dot(rows, row * width, output * width) + intercepts[output];
            }
        }
        return outputs;
    }

    private double dot(double[] rows, int row, int output) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += rows[row + i] * coefficients[output + i];
        }
        return sum;
    }
}
