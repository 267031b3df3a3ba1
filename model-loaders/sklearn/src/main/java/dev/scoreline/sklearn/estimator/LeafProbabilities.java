package dev.scoreline.sklearn.estimator;

/**
 * Makes the class probabilities of a classification tree's nodes. Before scikit-learn 1.4 a tree holds the weight of each
 * class, which {@code predict_proba} divides by their sum; since then it holds the quotients. Immutable; thread-safe.
 */
final class LeafProbabilities {

    private final OutputClasses classes;
    private final boolean areWeights;
    private final int width;

    /**
     * Of a classifier.
     *
     * @param width how many numbers a node gets: one for each class, and then, if there is room, one for each output: the
     *     index of the class that the node holds most of, by its weights as they are, without rounding by a division
     */
    LeafProbabilities(OutputClasses classes, SklearnVersion version, int width) {
        this.classes = classes;
        this.areWeights = version.isBefore(1, 4);
        this.width = width;
    }

    /** For each node of a tree its numbers. */
    double[] of(FittedTree tree) {
        int nodes = tree.nodes().size();
        double[] numbers = new double[Math.multiplyExact(nodes, width)];
        for (int node = 0; node < nodes; node++) {
            for (int output = 0; output < classes.outputs(); output++) {
                int place = tree.place(node, output);
                int start = node * width + classes.offset(output);
                fill(tree.values(), place, classes.size(output), numbers, start);
                if (width > classes.total()) {
                    numbers[node * width + classes.total() + output] =
                            Argmax.of(tree.values(), place, classes.size(output));
                }
            }
        }
        return numbers;
    }

    private void fill(double[] values, int place, int size, double[] numbers, int start) {
        double sum = areWeights ? PairwiseSum.of(values, place, size) : 1;
        double divisor = sum == 0 ? 1 : sum;
        for (int i = 0; i < size; i++) {
            numbers[start + i] = values[place + i] / divisor;
        }
    }
}
