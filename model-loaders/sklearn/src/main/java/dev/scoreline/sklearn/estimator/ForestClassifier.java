package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.trees.TreeEnsemble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Classification trees and forests of them: the mean of the trees' class probabilities, added in their order and divided
 * once, as scikit-learn does with one job, so the bits are the same. A forest chooses the class of the largest mean; a
 * tree the class that its leaf holds most of, which each leaf brings along behind its probabilities. Immutable; thread-safe.
 */
final class ForestClassifier implements Estimator {

    private final String className;
    private final Columns columns;
    private final OutputClasses classes;
    private final TreeEnsemble trees;
    private final boolean isSingle;

    private ForestClassifier(ForestTrees forest, OutputClasses classes, TreeEnsemble trees) {
        this.className = forest.owner().className();
        this.columns = forest.columns();
        this.isSingle = forest.isSingle();
        this.classes = classes;
        this.trees = trees;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        for (String name : List.of("DecisionTreeClassifier", "ExtraTreeClassifier")) {
            factories.put(name, (state, inner) -> of(ForestTrees.ofTree(state)));
        }
        for (String name : List.of("RandomForestClassifier", "ExtraTreesClassifier")) {
            factories.put(name, (state, inner) -> of(ForestTrees.ofForest(state)));
        }
    }

    private static ForestClassifier of(ForestTrees forest) {
        FittedTree first = forest.first();
        OutputClasses classes = OutputClasses.of(forest.owner(), first.outputs());
        if (!classes.sizes().equals(first.classes())) {
            throw InferenceException.invalidModel(forest.owner().className() + " has classes " + classes.sizes()
                    + " in number but its trees have " + first.classes());
        }
        int width = classes.total() + (forest.isSingle() ? classes.outputs() : 0);
        TreeEnsemble.Builder builder = TreeEnsemble.builder(forest.owner().className(), forest.features(), width)
                .takesMissing(forest.takesMissing());
        LeafProbabilities leaves = new LeafProbabilities(classes, forest.owner().version(), width);
        for (FittedTree tree : forest.trees()) {
            builder.add(tree.nodes(), 0, leaves.of(tree));
        }
        return new ForestClassifier(forest, classes, builder.build());
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        Map<Method, ModelSignature.Method> methods = new EnumMap<>(Method.class);
        methods.put(
                Method.PREDICT,
                new ModelSignature.Method(Method.PREDICT.pythonName(), classes.type(), classes.labelShape(-1)));
        methods.put(
                Method.PREDICT_PROBA,
                new ModelSignature.Method(Method.PREDICT_PROBA.pythonName(), DataType.FLOAT64, probabilityShape()));
        return Collections.unmodifiableMap(methods);
    }

    /** Of many outputs a sequence of matrices, which differ in width if the outputs differ in their number of classes. */
    private List<Integer> probabilityShape() {
        if (classes.outputs() == 1) {
            return List.of(-1, classes.size(0));
        }
        boolean isEven = classes.sizes().stream().distinct().count() == 1;
        return List.of(classes.outputs(), -1, isEven ? classes.size(0) : -1);
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        double[] rows = ForestTrees.numbers(input, trees.features(), className);
        double[] means = new double[input.rows() * trees.columns()];
        trees.addTo(means, rows, input.rows());
        for (int i = 0; i < means.length; i++) {
            means[i] /= trees.size();
        }
        return switch (method) {
            case PREDICT -> classes.labels(chosen(means, input.rows()));
            case PREDICT_PROBA -> probabilities(means, input.rows());
            case DECISION_FUNCTION, TRANSFORM ->
                throw new IllegalArgumentException(className + " has no " + method.pythonName());
        };
    }

    private int[] chosen(double[] means, int rows) {
        int outputs = classes.outputs();
        int[] chosen = new int[rows * outputs];
        for (int row = 0; row < rows; row++) {
            int start = row * trees.columns();
            for (int output = 0; output < outputs; output++) {
                chosen[row * outputs + output] = isSingle
                        ? (int) means[start + classes.total() + output]
                        : Argmax.of(means, start + classes.offset(output), classes.size(output));
            }
        }
        return chosen;
    }

    private Payload probabilities(double[] means, int rows) {
        List<Payload> matrices = new ArrayList<>();
        for (int output = 0; output < classes.outputs(); output++) {
            matrices.add(matrix(means, rows, output));
        }
        return matrices.size() == 1 ? matrices.get(0) : new Sequence(matrices);
    }

    private Tensor matrix(double[] means, int rows, int output) {
        int size = classes.size(output);
        if (size == trees.columns()) {
            return new Tensor.Doubles(new int[] {rows, size}, means);
        }
        double[] matrix = new double[rows * size];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(means, row * trees.columns() + classes.offset(output), matrix, row * size, size);
        }
        return new Tensor.Doubles(new int[] {rows, size}, matrix);
    }

    /** Trees read 32-bit numbers in any case. */
    @Override
    public boolean widens() {
        return true;
    }

    @Override
    public Outline outline() {
        String size = isSingle ? "" : trees.size() + " trees, ";
        return Outline.leaf(className + " (" + size + classes.total() + " classes)");
    }
}
