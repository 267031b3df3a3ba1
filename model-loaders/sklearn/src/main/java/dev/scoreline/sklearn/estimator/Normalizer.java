package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.Map;

/** Divides each row by its norm; a row whose norm is zero stays as it is. Immutable; thread-safe. */
final class Normalizer implements Estimator {

    /** How a row is measured. */
    private enum Norm {
        L1,
        L2,
        MAX,
        /** Before 0.23 the norm 'max' was the greatest value with its sign. */
        SIGNED_MAX;

        double of(double[] values, int from, int to) {
            double norm = this == SIGNED_MAX ? Double.NEGATIVE_INFINITY : 0;
            for (int i = from; i < to; i++) {
                norm = switch (this) {
                    case L1 -> norm + Math.abs(values[i]);
                    case L2 -> norm + values[i] * values[i];
                    case MAX -> Math.max(norm, Math.abs(values[i]));
                    case SIGNED_MAX -> Math.max(norm, values[i]);
                };
            }
            return this == L2 ? Math.sqrt(norm) : norm;
        }
    }

    private final Columns columns;
    private final Norm norm;
    private final double smallest;

    private Normalizer(Columns columns, Norm norm, double smallest) {
        this.columns = columns;
        this.norm = norm;
        this.smallest = smallest;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("Normalizer", (state, inner) -> of(state));
    }

    private static Normalizer of(FittedState state) {
        return new Normalizer(Columns.ofStateless(state), norm(state), smallest(state.version()));
    }

    private static Norm norm(FittedState state) {
        String name = state.text("norm", "l2");
        return switch (name) {
            case "l1" -> Norm.L1;
            case "l2" -> Norm.L2;
            case "max" -> state.version().isBefore(0, 23) ? Norm.SIGNED_MAX : Norm.MAX;
            default -> throw state.unsupported("its norm '" + name + "' is none of l1, l2 and max");
        };
    }

    /** scikit-learn 1.0 began to take a norm under ten times the machine precision for zero. */
    private static double smallest(SklearnVersion version) {
        return version.isBefore(1, 0) ? Double.MIN_VALUE : 10 * Math.ulp(1.0);
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
        double[] values = Inputs.finite(input, "Normalizer");
        int width = input.width();
        double[] scaled = new double[input.rows() * width];
        for (int row = 0; row < input.rows(); row++) {
            int from = row * width;
            double divisor = divisor(norm.of(values, from, from + width));
            for (int i = from; i < from + width; i++) {
                scaled[i] = values[i] / divisor;
            }
        }
        return Table.dense(scaled, input.rows(), width);
    }

    private double divisor(double length) {
        // A signed maximum may be negative and is divided by as it is; only nothing counts as zero there.
        boolean zero = norm == Norm.SIGNED_MAX ? length == 0 : length < smallest;
        return zero ? 1 : length;
    }

    @Override
    public boolean keepsWidth() {
        return true;
    }

    @Override
    public Outline outline() {
        return Outline.leaf("Normalizer");
    }
}
