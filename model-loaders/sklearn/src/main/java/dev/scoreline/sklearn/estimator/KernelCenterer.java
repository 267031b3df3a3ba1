package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.Map;

/** Centres a kernel matrix: a column for each row of the training data. Immutable; thread-safe. */
final class KernelCenterer implements Estimator {

    private final Columns columns;
    private final double[] fittedRows;
    private final double fittedAll;

    private KernelCenterer(Columns columns, double[] fittedRows, double fittedAll) {
        this.columns = columns;
        this.fittedRows = fittedRows;
        this.fittedAll = fittedAll;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("KernelCenterer", (state, inner) -> of(state));
    }

    private static KernelCenterer of(FittedState state) {
        double[] rows = state.doubles("K_fit_rows_");
        return new KernelCenterer(Columns.numbers(rows.length, state.featureNames()), rows, state.number("K_fit_all_"));
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return TransformMethod.sameWidth(columns);
    }

    /** @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if a cell is missing or infinite */
    @Override
    public Payload evaluate(Method method, Table input) {
        double[] kernel = Inputs.finite(input, "KernelCenterer");
        int width = fittedRows.length;
        double[] centred = new double[input.rows() * width];
        for (int row = 0; row < input.rows(); row++) {
            double mean = sum(kernel, row * width, width) / width;
            for (int column = 0; column < width; column++) {
                int i = row * width + column;
                centred[i] = kernel[i] - fittedRows[column] - mean + fittedAll;
            }
        }
        return Table.dense(centred, input.rows(), width);
    }

    private static double sum(double[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }

    @Override
    public boolean keepsWidth() {
        return true;
    }

    @Override
    public Outline outline() {
        return Outline.leaf("KernelCenterer");
    }
}
