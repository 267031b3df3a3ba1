package dev.scoreline.trees;

import dev.scoreline.model.InferenceException;

/**
 * A binary decision tree as plain arrays, one item a node; node 0 is the root. At a node that is no leaf, a row goes left
 * if its feature is at most the threshold, otherwise right, and where {@code missingGoesLeft} says if it is NaN. A child
 * comes after its parent, as in every tree that grows from its root.
 *
 * <p>The arrays are shared, not copied: who makes a tree gives them away. Immutable by that convention, and then
 * thread-safe.
 *
 * @param left the left child, or {@link #LEAF}
 * @param right the right child, or {@link #LEAF}
 * @param feature the index of the feature; of no meaning at a leaf
 * @param threshold may be infinite, never NaN; of no meaning at a leaf
 * @param missingGoesLeft of no meaning at a leaf
 */
public record Tree(int[] left, int[] right, int[] feature, double[] threshold, boolean[] missingGoesLeft) {

    /** The child of a leaf. */
    public static final int LEAF = -1;

    /** The number of nodes. */
    public int size() {
        return left.length;
    }

    boolean isLeaf(int node) {
        return left[node] == LEAF;
    }

    /**
     * Checks that every walk ends in a leaf of this tree and reads only features that a row has.
     *
     * @param number the tree's place among the trees, for the message
     * @return the tree's depth: the number of nodes before the deepest leaf
     * @throws InferenceException {@code INVALID_MODEL} that names the tree and the node
     */
    int check(int number, int features) {
        checkLengths(number);
        int[] depth = new int[size()];
        boolean[] hasParent = new boolean[size()];
        int deepest = 0;
        for (int node = 0; node < size(); node++) {
            if (isLeaf(node)) {
                checkLeaf(number, node);
                continue;
            }
            checkSplit(number, node, features);
            adopt(number, node, left[node], depth, hasParent);
            adopt(number, node, right[node], depth, hasParent);
            deepest = Math.max(deepest, depth[node] + 1);
        }
        return deepest;
    }

    private void checkLengths(int number) {
        int size = left.length;
        if (size == 0) {
            throw InferenceException.invalidModel("tree " + number + " has no nodes");
        }
        if (right.length != size
                || feature.length != size
                || threshold.length != size
                || missingGoesLeft.length != size) {
            throw InferenceException.invalidModel("tree " + number + ": the arrays of its nodes differ in length: "
                    + size + " left children, " + right.length + " right children, " + feature.length + " features, "
                    + threshold.length + " thresholds, " + missingGoesLeft.length + " flags for missing values");
        }
    }

    private void checkLeaf(int number, int node) {
        if (right[node] != LEAF) {
            throw wrong(number, node, "it has a right child, " + right[node] + ", but no left one");
        }
    }

    private void checkSplit(int number, int node, int features) {
        if (feature[node] < 0 || feature[node] >= features) {
            throw wrong(number, node, "expected a feature from 0 to " + (features - 1) + " but got " + feature[node]);
        }
        if (Double.isNaN(threshold[node])) {
            throw wrong(number, node, "its threshold is not a number");
        }
    }

    /** Children that come after their parents and have only one of them cannot form a cycle. */
    private void adopt(int number, int node, int child, int[] depth, boolean[] hasParent) {
        if (child <= node || child >= size()) {
            throw wrong(
                    number, node, "expected a child from " + (node + 1) + " to " + (size() - 1) + " but got " + child);
        }
        if (hasParent[child]) {
            throw wrong(number, node, "its child " + child + " is the child of another node too");
        }
        hasParent[child] = true;
        depth[child] = depth[node] + 1;
    }

    private static InferenceException wrong(int number, int node, String what) {
        return InferenceException.invalidModel("tree " + number + ", node " + node + ": " + what);
    }
}
