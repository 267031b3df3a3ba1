package dev.scoreline.trees;

/**
 * Walks rows of 32-bit floats through trees.
 *
 * <p>All nodes lie in one array of ints, four a node: feature, the bits of the float threshold, left child, right child;
 * a child is the place of its first int. A step has no branch: the sign of {@code threshold - x} chooses the child's slot.
 * That difference is negative exactly when {@code x > threshold}, since floats that differ have a difference (gradual
 * underflow), and equal ones have the positive zero unless the threshold is the negative zero, which {@link Float32#floor}
 * never gives. A leaf is its own child, so that four walks go in lock step until the deepest has ended. It needs no
 * threshold and keeps the place of its values there instead, with a bit that makes a normal float of every place:
 * arithmetic on subnormal floats is slow.
 *
 * <p>The one comparison is {@code x <= t} in 32 bits. A library that goes left where {@code x < t} fits in by the next
 * float below t; one that compares in 64 bits needs a sibling of this class with wider nodes.
 *
 * <p>Immutable; thread-safe.
 */
final class TreeKernel {

    /** The ints of a node. */
    static final int STRIDE = 4;

    /** The largest place of a leaf's values. */
    static final int MAX_PLACE = (1 << 30) - 1;

    private static final int THRESHOLD = 1;
    private static final int LEFT = 2;
    private static final int RIGHT = 3;
    private static final int NORMAL = 1 << 30;

    private final int[] nodes;
    private final boolean[] missingGoesLeft;

    /** A kernel of nodes as {@link #writeSplit} and {@link #writeLeaf} wrote them. */
    TreeKernel(int[] nodes, boolean[] missingGoesLeft) {
        this.nodes = nodes;
        this.missingGoesLeft = missingGoesLeft;
    }

    static void writeSplit(int[] nodes, int at, int feature, float threshold, int left, int right) {
        nodes[at] = feature;
        nodes[at + THRESHOLD] = Float.floatToRawIntBits(threshold);
        nodes[at + LEFT] = left;
        nodes[at + RIGHT] = right;
    }

    static void writeLeaf(int[] nodes, int at, int place) {
        nodes[at] = 0;
        nodes[at + THRESHOLD] = place | NORMAL;
        nodes[at + LEFT] = at;
        nodes[at + RIGHT] = at;
    }

    /** The place of the values of the leaf at {@code at}. */
    int place(int at) {
        return nodes[at + THRESHOLD] & MAX_PLACE;
    }

    /** Walks four rows without missing values through the tree at {@code root}. */
    void walkRows(int root, int depth, float[] rows, int first, int width, int[] leaves) {
        int[] n = nodes;
        int second = first + width;
        int third = second + width;
        int fourth = third + width;
        int a = root;
        int b = root;
        int c = root;
        int d = root;
        for (int i = 0; i < depth; i++) {
            a = n[a + LEFT + isAbove(rows[first + n[a]], n[a + THRESHOLD])];
            b = n[b + LEFT + isAbove(rows[second + n[b]], n[b + THRESHOLD])];
            c = n[c + LEFT + isAbove(rows[third + n[c]], n[c + THRESHOLD])];
            d = n[d + LEFT + isAbove(rows[fourth + n[d]], n[d + THRESHOLD])];
        }
        leaves[0] = a;
        leaves[1] = b;
        leaves[2] = c;
        leaves[3] = d;
    }

    /** Walks one row without missing values through the four trees from {@code tree} on. */
    void walkTrees(int[] roots, int tree, int depth, float[] rows, int row, int[] leaves) {
        int[] n = nodes;
        int a = roots[tree];
        int b = roots[tree + 1];
        int c = roots[tree + 2];
        int d = roots[tree + 3];
        for (int i = 0; i < depth; i++) {
            a = n[a + LEFT + isAbove(rows[row + n[a]], n[a + THRESHOLD])];
            b = n[b + LEFT + isAbove(rows[row + n[b]], n[b + THRESHOLD])];
            c = n[c + LEFT + isAbove(rows[row + n[c]], n[c + THRESHOLD])];
            d = n[d + LEFT + isAbove(rows[row + n[d]], n[d + THRESHOLD])];
        }
        leaves[0] = a;
        leaves[1] = b;
        leaves[2] = c;
        leaves[3] = d;
    }

    /** 1 if x is above the threshold of these bits, otherwise 0; x is not NaN. */
    private static int isAbove(float x, int threshold) {
        return Float.floatToRawIntBits(Float.intBitsToFloat(threshold) - x) >>> 31;
    }

    /** Walks one row, with missing values or without, through the tree at {@code root}. */
    int walk(int root, float[] rows, int row) {
        int at = root;
        while (nodes[at + LEFT] != at) {
            float x = rows[row + nodes[at]];
            boolean goesLeft =
                    Float.isNaN(x) ? missingGoesLeft[at / STRIDE] : x <= Float.intBitsToFloat(nodes[at + THRESHOLD]);
            at = nodes[at + (goesLeft ? LEFT : RIGHT)];
        }
        return at;
    }
}
