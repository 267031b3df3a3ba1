package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import java.util.List;
import java.util.Set;

/**
 * The trees of a fitted tree, forest or boosted ensemble, which agree in their features, classes and outputs. A single tree
 * is a forest of one. Immutable; thread-safe.
 *
 * @param isSingle whether it is one tree's own estimator
 * @param takesMissing whether NaN is a missing value and not refused
 */
record ForestTrees(FittedState owner, List<FittedTree> trees, boolean isSingle, boolean takesMissing) {

    private static final Set<String> TREE_CLASSES =
            Set.of("DecisionTreeClassifier", "DecisionTreeRegressor", "ExtraTreeClassifier", "ExtraTreeRegressor");

    ForestTrees {
        trees = List.copyOf(trees);
        if (trees.isEmpty()) {
            throw InferenceException.invalidModel(owner.className() + " has no trees");
        }
        FittedTree first = trees.get(0);
        for (FittedTree tree : trees) {
            if (tree.features() != first.features() || !tree.classes().equals(first.classes())) {
                throw InferenceException.invalidModel(
                        "the trees of " + owner.className() + " differ in their features, classes or outputs");
            }
        }
        checkFeatures(owner, first.features());
    }

    /** Of a tree estimator. */
    static ForestTrees ofTree(FittedState state) {
        FittedTree tree = FittedTree.of(state);
        boolean takesMissing = tree.knowsMissing() && MissingValues.areTakenByTree(state);
        return new ForestTrees(state, List.of(tree), true, takesMissing);
    }

    /** Of a forest: scikit-learn asks its first tree about missing values. */
    static ForestTrees ofForest(FittedState state) {
        List<FittedState> estimators = estimators(state);
        List<FittedTree> trees = estimators.stream().map(FittedTree::of).toList();
        boolean takesMissing = !trees.isEmpty()
                && trees.stream().allMatch(FittedTree::knowsMissing)
                && MissingValues.areTakenByForest(state, estimators.get(0));
        return new ForestTrees(state, trees, false, takesMissing);
    }

    /** Of gradient boosting, stage after stage: no version takes missing values. */
    static ForestTrees ofBoosting(FittedState state) {
        return new ForestTrees(
                state, estimators(state).stream().map(FittedTree::of).toList(), false, false);
    }

    private static List<FittedState> estimators(FittedState state) {
        return state.items("estimators_").stream()
                .map(value -> estimator(state, value))
                .toList();
    }

    private static FittedState estimator(FittedState owner, PyValue value) {
        if (value instanceof PyObject object
                && TREE_CLASSES.contains(object.type().name())) {
            return FittedState.of(object, owner.version());
        }
        throw owner.wrong("estimators_", "trees", value);
    }

    /** The attribute's name changed in scikit-learn 0.19 for gradient boosting and in 0.23 for all. */
    private static void checkFeatures(FittedState owner, int features) {
        for (String name : List.of("n_features_in_", "n_features_", "n_features")) {
            if (owner.find(name).isPresent() && owner.integer(name) != features) {
                throw InferenceException.invalidModel("expected " + owner.className() + "." + name + " to be "
                        + features + ", as in its trees, but got " + owner.integer(name));
            }
        }
    }

    FittedTree first() {
        return trees.get(0);
    }

    int features() {
        return first().features();
    }

    Columns columns() {
        return Columns.numbers(features(), owner.featureNames());
    }

    /**
     * The numbers of a table that has the columns of the trees.
     *
     * @throws InferenceException {@code INVALID_INPUT} for text or another number of columns
     */
    static double[] numbers(Table input, int features, String className) {
        if (input.width() != features) {
            throw InferenceException.invalidInput(
                    className + " expects " + features + " columns but got " + input.width());
        }
        return Inputs.numbers(input, className);
    }
}
