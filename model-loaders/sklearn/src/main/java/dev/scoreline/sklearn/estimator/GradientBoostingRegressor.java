package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.List;
import java.util.Map;

/** Gradient boosting of a number: the score is the prediction, whatever the loss. Immutable; thread-safe. */
final class GradientBoostingRegressor implements Estimator {

    private final BoostedTrees trees;

    private GradientBoostingRegressor(BoostedTrees trees) {
        this.trees = trees;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("GradientBoostingRegressor", GradientBoostingRegressor::of);
    }

    private static GradientBoostingRegressor of(FittedState state, Estimators inner) {
        ForestTrees forest = ForestTrees.ofBoosting(state);
        if (BoostedTrees.scores(state) != 1) {
            throw state.wrong("estimators_", "one tree a stage", state.get("estimators_"));
        }
        BoostingStart start = BoostingStart.ofRegressor(state, forest.features(), inner);
        return new GradientBoostingRegressor(BoostedTrees.of(state, forest, start));
    }

    @Override
    public Columns columns() {
        return trees.columns();
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return Map.of(
                Method.PREDICT, new ModelSignature.Method(Method.PREDICT.pythonName(), DataType.FLOAT64, List.of(-1)));
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        return new Tensor.Doubles(new int[] {input.rows()}, trees.scores(input));
    }

    /** Trees read 32-bit numbers in any case. */
    @Override
    public boolean widens() {
        return true;
    }

    @Override
    public Outline outline() {
        return trees.outline();
    }
}
