package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.Map;

/** Gives 1 for what is greater than a threshold and 0 for the rest. Immutable; thread-safe. */
final class Binarizer implements Estimator {

    private final Columns columns;
    private final double threshold;

    private Binarizer(Columns columns, double threshold) {
        this.columns = columns;
        this.threshold = threshold;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put(
                "Binarizer", (state, inner) -> new Binarizer(Columns.ofStateless(state), state.number("threshold", 0)));
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
        double[] values = Inputs.finite(input, "Binarizer");
        double[] bits = new double[input.rows() * input.width()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = values[i] > threshold ? 1 : 0;
        }
        return Table.dense(bits, input.rows(), input.width());
    }

    @Override
    public boolean keepsWidth() {
        return true;
    }

    @Override
    public Outline outline() {
        return Outline.leaf("Binarizer");
    }
}
