package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.trees.Tree;
import java.util.List;

/**
 * The state of a {@code sklearn.tree._tree.Tree}, which every tree estimator keeps as {@code tree_}. Immutable; thread-safe.
 *
 * @param features the number of features that it was grown on
 * @param classes the number of classes of each output; 1 for a number
 * @param nodes the nodes; the flags of missing values are all false where the file has none
 * @param values for every node and output in turn {@link #width()} numbers: a regressor's mean, or for each class its
 *     weight (before scikit-learn 1.4) or its share (since)
 * @param knowsMissing whether the nodes say where a missing value goes, as they do since scikit-learn 1.3
 */
record FittedTree(int features, List<Integer> classes, Tree nodes, double[] values, boolean knowsMissing) {

    /** More features than any table has: a damaged or hostile file names them, for which a signature must not be made. */
    private static final int MAX_FEATURES = 1 << 20;

    FittedTree {
        classes = List.copyOf(classes);
    }

    /** The tree of a tree estimator. */
    static FittedTree of(FittedState estimator) {
        PyObject object = estimator.object("tree_");
        List<PyValue> arguments = object.arguments();
        if (arguments.size() != 3 || !(arguments.get(1) instanceof NdArray classCounts)) {
            throw InferenceException.invalidModel(
                    "expected " + object.typeName() + " to be made of the numbers of features, classes and outputs");
        }
        int features = count(arguments.get(0));
        if (features > MAX_FEATURES) {
            throw InferenceException.unsupportedModel(
                    "a tree of " + features + " features; the most that can be served are " + MAX_FEATURES);
        }
        int outputs = count(arguments.get(2));
        List<Integer> classes = counts(classCounts);
        if (classes.size() != outputs || outputs == 0) {
            throw InferenceException.invalidModel("expected a tree's numbers of classes to be one for each of its "
                    + outputs + " outputs but got " + classes.size());
        }
        FittedState state = FittedState.of(object, estimator.version());
        Tree nodes = nodes(state.array("nodes"));
        NdArray values = state.array("values");
        checkShape(values, nodes.size(), outputs, width(classes));
        return new FittedTree(features, classes, nodes, values.doubles(), knowsMissing(state.array("nodes")));
    }

    private static List<Integer> counts(NdArray array) {
        return array.items().stream().map(FittedTree::count).toList();
    }

    private static int count(PyValue value) {
        if (value instanceof Int number && number.value() > 0 && number.value() <= Integer.MAX_VALUE) {
            return (int) number.value();
        }
        throw InferenceException.invalidModel(
                "expected a tree's number of features, classes or outputs to be a positive int but got "
                        + (value instanceof Int number ? Long.toString(number.value()) : value.typeName()));
    }

    private static Tree nodes(NdArray nodes) {
        int size = nodes.size();
        return new Tree(
                ints(nodes, "left_child"),
                ints(nodes, "right_child"),
                ints(nodes, "feature"),
                nodes.field("threshold").doubles(),
                knowsMissing(nodes) ? flags(nodes.field("missing_go_to_left")) : new boolean[size]);
    }

    private static boolean knowsMissing(NdArray nodes) {
        return nodes.dtype().field("missing_go_to_left").isPresent();
    }

    private static int[] ints(NdArray nodes, String field) {
        long[] wide = nodes.field(field).longs();
        int[] narrow = new int[wide.length];
        for (int node = 0; node < wide.length; node++) {
            narrow[node] = (int) wide[node];
            if (narrow[node] != wide[node]) {
                throw InferenceException.invalidModel(
                        "a tree's " + field + " at node " + node + " is out of range: " + wide[node]);
            }
        }
        return narrow;
    }

    private static boolean[] flags(NdArray field) {
        long[] numbers = field.longs();
        boolean[] flags = new boolean[numbers.length];
        for (int node = 0; node < numbers.length; node++) {
            flags[node] = numbers[node] != 0;
        }
        return flags;
    }

    private static void checkShape(NdArray values, int nodes, int outputs, int width) {
        int[] shape = values.shape();
        if (shape.length != 3 || shape[0] != nodes || shape[1] != outputs || shape[2] != width) {
            throw InferenceException.invalidModel("expected a tree's values to be an array of " + nodes + " nodes, "
                    + outputs + " outputs and " + width + " classes but got " + values.typeName());
        }
    }

    private static int width(List<Integer> classes) {
        return classes.stream().mapToInt(count -> count).max().orElse(1);
    }

    /** The number of outputs. */
    int outputs() {
        return classes.size();
    }

    /** The number of values of an output: the classes of the output that has most. */
    int width() {
        return width(classes);
    }

    /** Where in {@link #values} those of an output of a node begin. */
    int place(int node, int output) {
        return (node * outputs() + output) * width();
    }
}
