package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.trees.TreeEnsemble;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Regression trees and forests of them: the mean of what the trees say. The trees' numbers are added in their order and
 * divided once, as scikit-learn does with one job, so the bits are the same. Immutable; thread-safe.
 */
final class ForestRegressor implements Estimator {

    private final String className;
    private final Columns columns;
    private final TreeEnsemble trees;
    private final boolean isSingle;

    private ForestRegressor(ForestTrees forest, TreeEnsemble trees) {
        this.className = forest.owner().className();
        this.columns = forest.columns();
        this.isSingle = forest.isSingle();
        this.trees = trees;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        for (String name : List.of("DecisionTreeRegressor", "ExtraTreeRegressor")) {
            factories.put(name, (state, inner) -> of(ForestTrees.ofTree(state)));
        }
        for (String name : List.of("RandomForestRegressor", "ExtraTreesRegressor")) {
            factories.put(name, (state, inner) -> of(ForestTrees.ofForest(state)));
        }
    }

    private static ForestRegressor of(ForestTrees forest) {
        FittedTree first = forest.first();
        if (first.width() != 1) {
            throw forest.owner()
                    .wrong(
                            "tree_",
                            "a tree of numbers, not of classes",
                            forest.owner().object());
        }
        TreeEnsemble.Builder builder = TreeEnsemble.builder(
                        forest.owner().className(), forest.features(), first.outputs())
                .takesMissing(forest.takesMissing());
        for (FittedTree tree : forest.trees()) {
            builder.add(tree.nodes(), 0, tree.values());
        }
        return new ForestRegressor(forest, builder.build());
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        List<Integer> shape = trees.columns() == 1 ? List.of(-1) : List.of(-1, trees.columns());
        return Map.of(Method.PREDICT, new ModelSignature.Method(Method.PREDICT.pythonName(), DataType.FLOAT64, shape));
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        double[] rows = ForestTrees.numbers(input, trees.features(), className);
        int outputs = trees.columns();
        double[] means = new double[input.rows() * outputs];
        if (isSingle) {
            // A tree's own number, also if it is the negative zero, is what is left of it plus the negative zero.
            Arrays.fill(means, -0.0);
        }
        trees.addTo(means, rows, input.rows());
        for (int i = 0; i < means.length; i++) {
            means[i] /= trees.size();
        }
        return new Tensor.Doubles(outputs == 1 ? new int[] {input.rows()} : new int[] {input.rows(), outputs}, means);
    }

    /** Trees read 32-bit numbers in any case. */
    @Override
    public boolean widens() {
        return true;
    }

    @Override
    public Outline outline() {
        return Outline.leaf(isSingle ? className : className + " (" + trees.size() + " trees)");
    }
}
