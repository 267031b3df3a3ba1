package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * StandardScaler, MinMaxScaler, MaxAbsScaler and RobustScaler: a few elementary operations, column by column, each rounded
 * as NumPy rounds it. In particular a scale is divided by and never multiplied with as a reciprocal. Missing values stay
 * missing. Immutable; thread-safe.
 */
final class Scaler implements Estimator {

    private enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE;

        double apply(double left, double right) {
            return switch (this) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
            };
        }
    }

    /** An operation with one number a column. */
    private record Step(Operation operation, double[] operands) {}

    /** The limits that a scaled value is kept in. */
    private record Clip(double low, double high) {}

    private final String name;
    private final Columns columns;
    private final List<Step> steps;
    private final Optional<Clip> clip;

    private Scaler(FittedState state, List<Step> steps, Optional<Clip> clip) {
        this.name = state.className();
        this.columns = columns(state, steps);
        this.steps = List.copyOf(steps);
        this.clip = clip;
    }

    private static Columns columns(FittedState state, List<Step> steps) {
        if (steps.isEmpty()) {
            return Columns.ofStateless(state);
        }
        int width = steps.get(0).operands().length;
        for (Step step : steps) {
            if (step.operands().length != width) {
                throw InferenceException.invalidModel("expected the arrays of " + state.className()
                        + " to be of one length but got " + width + " and " + step.operands().length);
            }
        }
        return Columns.numbers(width, state.featureNames());
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("StandardScaler", (state, inner) -> centred(state, "mean_", "with_mean", "with_std"));
        factories.put("RobustScaler", (state, inner) -> centred(state, "center_", "with_centering", "with_scaling"));
        factories.put("MinMaxScaler", (state, inner) -> minMax(state));
        factories.put("MaxAbsScaler", (state, inner) -> maxAbs(state));
    }

    private static Scaler centred(FittedState state, String center, String withCenter, String withScale) {
        List<Step> steps = new ArrayList<>();
        if (state.flag(withCenter, true)) {
            steps.add(new Step(Operation.SUBTRACT, state.doubles(center)));
        }
        if (state.flag(withScale, true)) {
            steps.add(new Step(Operation.DIVIDE, state.doubles("scale_")));
        }
        return new Scaler(state, steps, Optional.empty());
    }

    private static Scaler minMax(FittedState state) {
        List<Step> steps = List.of(
                new Step(Operation.MULTIPLY, state.doubles("scale_")), new Step(Operation.ADD, state.doubles("min_")));
        return new Scaler(state, steps, state.flag("clip", false) ? Optional.of(range(state)) : Optional.empty());
    }

    private static Clip range(FittedState state) {
        List<PyValue> limits = state.items("feature_range");
        if (limits.size() != 2) {
            throw state.wrong("feature_range", "two numbers", state.get("feature_range"));
        }
        return new Clip(limit(state, limits.get(0)), limit(state, limits.get(1)));
    }

    private static double limit(FittedState state, PyValue limit) {
        if (limit instanceof Int number) {
            return number.value();
        }
        if (limit instanceof Real number) {
            return number.value();
        }
        throw state.wrong("feature_range", "two numbers", limit);
    }

    /** The clip came with scikit-learn 1.8. */
    private static Scaler maxAbs(FittedState state) {
        Optional<Clip> clip = state.flag("clip", false) ? Optional.of(new Clip(-1, 1)) : Optional.empty();
        return new Scaler(state, List.of(new Step(Operation.DIVIDE, state.doubles("scale_"))), clip);
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return TransformMethod.sameWidth(columns);
    }

    /** @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if a cell is infinite */
    @Override
    public Payload evaluate(Method method, Table input) {
        int width = input.width();
        int size = input.rows() * width;
        double[] values = Arrays.copyOf(Inputs.finiteOrMissing(input, name), size);
        steps.forEach(step -> apply(step, values, size, width));
        clip.ifPresent(limits -> apply(limits, values, size));
        return Table.dense(values, input.rows(), width);
    }

    private static void apply(Step step, double[] values, int size, int width) {
        Operation operation = step.operation();
        double[] operands = step.operands();
        for (int row = 0; row < size; row += width) {
            for (int column = 0; column < width; column++) {
                values[row + column] = operation.apply(values[row + column], operands[column]);
            }
        }
    }

    private static void apply(Clip clip, double[] values, int size) {
        for (int i = 0; i < size; i++) {
            values[i] = Math.min(Math.max(values[i], clip.low()), clip.high());
        }
    }

    @Override
    public boolean keepsWidth() {
        return true;
    }

    @Override
    public Outline outline() {
        return Outline.leaf(name);
    }
}
