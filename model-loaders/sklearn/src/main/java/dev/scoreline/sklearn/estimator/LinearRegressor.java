package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Every regressor whose prediction is {@code coef_} times the row plus {@code intercept_}, however it was fitted. Fitted
 * with a column of targets some give a list of one number a row, others a number: the shape of {@code coef_} says which.
 * Immutable; thread-safe.
 */
final class LinearRegressor implements Estimator {

    private static final List<String> CLASS_NAMES = List.of(
            "LinearRegression",
            "Ridge",
            "RidgeCV",
            "Lasso",
            "LassoCV",
            "ElasticNet",
            "ElasticNetCV",
            "Lars",
            "LarsCV",
            "LassoLars",
            "LassoLarsCV",
            "LassoLarsIC",
            "OrthogonalMatchingPursuit",
            "OrthogonalMatchingPursuitCV",
            "BayesianRidge",
            "ARDRegression",
            "HuberRegressor",
            "TheilSenRegressor",
            "QuantileRegressor",
            "SGDRegressor",
            "LinearSVR",
            "PassiveAggressiveRegressor",
            "MultiTaskLasso",
            "MultiTaskLassoCV",
            "MultiTaskElasticNet",
            "MultiTaskElasticNetCV");

    private final String className;
    private final Columns columns;
    private final Affine affine;

    private LinearRegressor(String className, Columns columns, Affine affine) {
        this.className = className;
        this.columns = columns;
        this.affine = affine;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        for (String name : CLASS_NAMES) {
            factories.put(name, (state, inner) -> of(state));
        }
    }

    private static LinearRegressor of(FittedState state) {
        Affine affine = Affine.of(state);
        return new LinearRegressor(state.className(), Columns.numbers(affine.width(), state.featureNames()), affine);
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        List<Integer> shape = affine.isFlat() ? List.of(-1) : List.of(-1, affine.outputs());
        return Map.of(Method.PREDICT, new ModelSignature.Method(Method.PREDICT.pythonName(), DataType.FLOAT64, shape));
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        double[] predictions = affine.apply(input, className);
        return new Tensor.Doubles(
                affine.isFlat() ? new int[] {input.rows()} : new int[] {input.rows(), affine.outputs()}, predictions);
    }

    @Override
    public boolean widens() {
        return affine.isWide();
    }

    @Override
    public Outline outline() {
        return Outline.leaf(className);
    }
}
