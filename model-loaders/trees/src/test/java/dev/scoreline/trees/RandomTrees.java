package dev.scoreline.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trees and rows for tests: random but the same for the same seed, and evaluated the plain way. */
final class RandomTrees {

    private final Random random;
    private final int features;

    RandomTrees(long seed, int features) {
        this.random = new Random(seed);
        this.features = features;
    }

    /** A tree whose nodes are leaves with a probability that grows with the depth; thresholds of many sizes. */
    Tree tree(int maxDepth) {
        List<int[]> children = new ArrayList<>();
        List<Integer> depths = new ArrayList<>();
        children.add(new int[] {Tree.LEAF, Tree.LEAF});
        depths.add(0);
        for (int node = 0; node < children.size(); node++) {
            if (depths.get(node) < maxDepth && random.nextInt(6) != 0) {
                for (int side = 0; side < 2; side++) {
                    children.get(node)[side] = children.size();
                    children.add(new int[] {Tree.LEAF, Tree.LEAF});
                    depths.add(depths.get(node) + 1);
                }
            }
        }
        return tree(children);
    }

    private Tree tree(List<int[]> children) {
        int size = children.size();
        int[] left = new int[size];
        int[] right = new int[size];
        int[] feature = new int[size];
        double[] threshold = new double[size];
        boolean[] missingGoesLeft = new boolean[size];
        for (int node = 0; node < size; node++) {
            left[node] = children.get(node)[0];
            right[node] = children.get(node)[1];
            boolean isLeaf = left[node] == Tree.LEAF;
            feature[node] = isLeaf ? -2 : random.nextInt(features);
            threshold[node] = isLeaf ? -2 : threshold();
            missingGoesLeft[node] = random.nextBoolean();
        }
        return new Tree(left, right, feature, threshold, missingGoesLeft);
    }

    private double threshold() {
        return switch (random.nextInt(8)) {
            case 0 -> -0.0;
            case 1 -> random.nextGaussian() * Double.MIN_VALUE * 9;
            case 2 -> random.nextGaussian() * Float.MIN_VALUE * 9;
            case 3 -> (float) random.nextGaussian();
            case 4 -> Math.nextUp((double) (float) random.nextGaussian());
            case 5 -> random.nextInt(50) == 0 ? Double.POSITIVE_INFINITY : Math.rint(random.nextGaussian() * 2);
            default -> random.nextGaussian();
        };
    }

    double[] values(Tree tree, int perNode) {
        return random.doubles((long) tree.size() * perNode, -1, 1).toArray();
    }

    /** Rows of which most cells lie on a threshold of a tree, or a breath beside one. */
    double[] rows(int count, List<Tree> trees, double missing) {
        double[] rows = new double[count * features];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextDouble() < missing ? Double.NaN : cell(trees);
        }
        return rows;
    }

    private double cell(List<Tree> trees) {
        Tree tree = trees.get(random.nextInt(trees.size()));
        double threshold = tree.threshold()[random.nextInt(tree.size())];
        if (Double.isInfinite(threshold)) {
            return Float.MAX_VALUE;
        }
        float nearest = (float) threshold;
        return switch (random.nextInt(9)) {
            case 0 -> threshold;
            case 1 -> Math.nextUp(threshold);
            case 2 -> Math.nextDown(threshold);
            case 3 -> nearest;
            case 4 -> Math.nextUp(nearest);
            case 5 -> Math.nextDown(nearest);
            case 6 -> ((double) nearest + Math.nextUp(nearest)) / 2;
            case 7 -> -0.0;
            default -> random.nextGaussian();
        };
    }

    /** The leaf that a row reaches: scikit-learn's rule as it is written there, in 64 bits. */
    static int leaf(Tree tree, double[] rows, int row, int features) {
        return leafFrom(tree, 0, rows, row * features);
    }

    private static int leafFrom(Tree tree, int node, double[] rows, int first) {
        if (tree.left()[node] == Tree.LEAF) {
            return node;
        }
        double x = (float) rows[first + tree.feature()[node]];
        boolean goesLeft = Double.isNaN(x) ? tree.missingGoesLeft()[node] : x <= tree.threshold()[node];
        return leafFrom(tree, goesLeft ? tree.left()[node] : tree.right()[node], rows, first);
    }
}
