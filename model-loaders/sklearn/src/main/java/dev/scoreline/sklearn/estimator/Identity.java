package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.List;
import java.util.Map;

/**
 * A step that changes nothing: 'passthrough', or a FunctionTransformer without a function, which is what scikit-learn 1.1
 * and newer fit in its place. Immutable; thread-safe.
 */
final class Identity implements Estimator {

    /** The step 'passthrough'. */
    static final Identity PASSTHROUGH = new Identity("passthrough", Columns.unknown(), false);

    private final String label;
    private final Columns columns;
    private final boolean checks;

    private Identity(String label, Columns columns, boolean checks) {
        this.label = label;
        this.columns = columns;
        this.checks = checks;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("FunctionTransformer", (state, inner) -> of(state));
    }

    private static Identity of(FittedState state) {
        if (state.find("func").isPresent()) {
            throw state.unsupported("its function " + state.get("func").typeName()
                    + " is Python code, which is never run; apply it before the request or export the model to ONNX");
        }
        // None of its columns is known to be a number, so none is asked for here; later steps know better.
        return new Identity(state.className(), Columns.unknown(), validates(state));
    }

    /** Before 0.22 validate was None or absent by default, which meant True. */
    private static boolean validates(FittedState state) {
        return state.flag("validate", state.version().isBefore(0, 22));
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return Map.of(
                Method.TRANSFORM,
                new ModelSignature.Method(Method.TRANSFORM.pythonName(), DataType.FLOAT64, List.of(-1, -1)));
    }

    /**
     * The table itself.
     *
     * @throws InferenceException {@code INVALID_INPUT} if {@code validate} is set and a cell is no finite number
     */
    @Override
    public Payload evaluate(Method method, Table input) {
        if (checks) {
            var unused = Inputs.finite(input, label);
        }
        return input;
    }

    @Override
    public boolean keepsWidth() {
        return true;
    }

    @Override
    public Outline outline() {
        return Outline.leaf(label);
    }
}
