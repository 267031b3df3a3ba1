package dev.scoreline.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import org.junit.jupiter.api.Test;

class TreeTest {

    /** Nodes 0 and 1 are splits, 2, 3 and 4 leaves. */
    private final int[] left = {1, 3, -1, -1, -1};

    private final int[] right = {2, 4, -1, -1, -1};
    private final int[] feature = {0, 1, -2, -2, -2};
    private final double[] threshold = {0.5, 0.25, -2, -2, -2};
    private final boolean[] missingGoesLeft = new boolean[5];

    private int check() {
        return new Tree(left, right, feature, threshold, missingGoesLeft).check(7, 2);
    }

    private void refused(String message) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(this::check)
                .withMessageContaining("tree 7")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL));
    }

    @Test
    void knowsItsDepth() {
        assertThat(check()).isEqualTo(2);
    }

    @Test
    void takesAnInfiniteThreshold() {
        threshold[0] = Double.POSITIVE_INFINITY;

        assertThat(check()).isEqualTo(2);
    }

    @Test
    void refusesAChildBehindTheLastNode() {
        right[1] = 5;

        refused("node 1: expected a child from 2 to 4 but got 5");
    }

    @Test
    void refusesACycle() {
        left[1] = 0;

        refused("node 1: expected a child from 2 to 4 but got 0");
    }

    @Test
    void refusesANodeThatIsItsOwnChild() {
        right[0] = 0;

        refused("node 0: expected a child from 1 to 4 but got 0");
    }

    @Test
    void refusesANegativeChild() {
        right[1] = -2;

        refused("node 1: expected a child from 2 to 4 but got -2");
    }

    @Test
    void refusesAChildWithTwoParents() {
        left[1] = 2;

        refused("node 1: its child 2 is the child of another node too");
    }

    @Test
    void refusesASplitWithOneChild() {
        left[1] = -1;

        refused("node 1: it has a right child, 4, but no left one");
    }

    @Test
    void refusesAFeatureThatNoRowHas() {
        feature[1] = 2;

        refused("node 1: expected a feature from 0 to 1 but got 2");
    }

    @Test
    void refusesANegativeFeature() {
        feature[0] = -2;

        refused("node 0: expected a feature from 0 to 1 but got -2");
    }

    @Test
    void refusesAThresholdThatIsNoNumber() {
        threshold[0] = Double.NaN;

        refused("node 0: its threshold is not a number");
    }

    @Test
    void refusesArraysOfDifferentLengths() {
        Tree tree = new Tree(left, right, new int[4], threshold, missingGoesLeft);

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> tree.check(7, 2))
                .withMessageContaining("tree 7: the arrays of its nodes differ in length");
    }

    @Test
    void refusesATreeWithoutNodes() {
        Tree tree = new Tree(new int[0], new int[0], new int[0], new double[0], new boolean[0]);

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> tree.check(7, 2))
                .withMessageContaining("tree 7 has no nodes");
    }
}
