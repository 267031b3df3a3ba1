package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.trees.TreeEnsemble;
import java.util.List;

/**
 * The scores of gradient boosting, {@code _raw_predict}: a start and, stage after stage, a tree for each score, whose
 * number is multiplied by the learning rate before it is added. Immutable; thread-safe.
 */
final class BoostedTrees {

    private final String className;
    private final Columns columns;
    private final TreeEnsemble trees;
    private final BoostingStart start;

    private BoostedTrees(String className, Columns columns, TreeEnsemble trees, BoostingStart start) {
        this.className = className;
        this.columns = columns;
        this.trees = trees;
        this.start = start;
    }

    /** The number of scores a row: the columns of {@code estimators_}. */
    static int scores(FittedState state) {
        NdArray stages = state.array("estimators_");
        if (stages.rank() != 2) {
            throw state.wrong("estimators_", "an array of stages and trees", stages);
        }
        return stages.shape()[1];
    }

    static BoostedTrees of(FittedState state, ForestTrees forest, BoostingStart start) {
        int scores = scores(state);
        double rate = state.number("learning_rate");
        TreeEnsemble.Builder builder = TreeEnsemble.builder(state.className(), forest.features(), scores);
        List<FittedTree> trees = forest.trees();
        for (int i = 0; i < trees.size(); i++) {
            builder.add(trees.get(i).nodes(), i % scores, scaled(trees.get(i), rate));
        }
        return new BoostedTrees(state.className(), forest.columns(), builder.build(), start);
    }

    private static double[] scaled(FittedTree tree, double rate) {
        if (tree.width() != 1 || tree.outputs() != 1) {
            throw InferenceException.invalidModel("gradient boosting expects trees of one number but got one of "
                    + tree.outputs() + " outputs and " + tree.width() + " classes");
        }
        double[] values = tree.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= rate;
        }
        return values;
    }

    Columns columns() {
        return columns;
    }

    /** The number of scores a row. */
    int scores() {
        return trees.columns();
    }

    /** The scores of the rows, row after row. */
    double[] scores(Table input) {
        double[] rows = ForestTrees.numbers(input, trees.features(), className);
        double[] scores = start.scores(rows, input.rows(), trees.features());
        trees.addTo(scores, rows, input.rows());
        return scores;
    }

    Outline outline() {
        String label = className + " (" + trees.size() + " trees)";
        return start instanceof BoostingStart.Answer answer
                ? new Outline(label, List.of(answer.estimator().outline()))
                : Outline.leaf(label);
    }
}
