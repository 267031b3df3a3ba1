package dev.scoreline.trees;

import dev.scoreline.model.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trees whose leaves hold numbers that are summed up: forests, boosting, and a single tree as the smallest case. Features
 * are compared as scikit-learn's trees do: the row's value as a 32-bit float with a threshold of 64 bits. A row's sums are
 * made in the order of the trees, in 64 bits, whatever other rows come with it, so that they are the same bits alone and in
 * a batch, and scikit-learn's own.
 *
 * <p>Immutable; thread-safe.
 */
public final class TreeEnsemble {

    /** How many walks go in lock step. */
    private static final int LANES = 4;

    private final String model;
    private final int features;
    private final int columns;
    private final boolean takesMissing;
    private final TreeKernel kernel;
    private final int[] roots;
    private final int[] depths;
    private final int[] firstColumns;
    private final double[] values;
    private final int valuesPerLeaf;

    private TreeEnsemble(Builder builder) {
        this.model = builder.model;
        this.features = builder.features;
        this.columns = builder.columns;
        this.takesMissing = builder.takesMissing;
        int trees = builder.trees.size();
        this.roots = new int[trees];
        this.depths = builder.depths.stream().mapToInt(depth -> depth).toArray();
        this.firstColumns =
                builder.firstColumns.stream().mapToInt(column -> column).toArray();
        this.valuesPerLeaf = builder.valuesPerLeaf;
        int[] nodes = new int[builder.nodes() * TreeKernel.STRIDE];
        boolean[] missingGoesLeft = new boolean[builder.nodes()];
        this.values = new double[builder.leaves() * valuesPerLeaf];
        int node = 0;
        int place = 0;
        for (int t = 0; t < trees; t++) {
            Tree tree = builder.trees.get(t);
            roots[t] = node * TreeKernel.STRIDE;
            System.arraycopy(tree.missingGoesLeft(), 0, missingGoesLeft, node, tree.size());
            place = write(tree, builder.values.get(t), roots[t], nodes, place);
            node += tree.size();
        }
        this.kernel = new TreeKernel(nodes, missingGoesLeft);
    }

    private int write(Tree tree, double[] treeValues, int root, int[] nodes, int firstPlace) {
        int place = firstPlace;
        for (int i = 0; i < tree.size(); i++) {
            int at = root + i * TreeKernel.STRIDE;
            if (tree.isLeaf(i)) {
                TreeKernel.writeLeaf(nodes, at, place);
                System.arraycopy(treeValues, i * valuesPerLeaf, values, place, valuesPerLeaf);
                place += valuesPerLeaf;
            } else {
                TreeKernel.writeSplit(
                        nodes,
                        at,
                        tree.feature()[i],
                        Float32.floor(tree.threshold()[i]),
                        root + tree.left()[i] * TreeKernel.STRIDE,
                        root + tree.right()[i] * TreeKernel.STRIDE);
            }
        }
        return place;
    }

    /**
     * Begins an ensemble.
     *
     * @param model the model's name for messages
     * @param features the number of values a row has
     * @param columns the number of sums a row gets
     */
    public static Builder builder(String model, int features, int columns) {
        return new Builder(model, features, columns);
    }

    /** The number of values a row has. */
    public int features() {
        return features;
    }

    /** The number of sums a row gets. */
    public int columns() {
        return columns;
    }

    /** The number of trees. */
    public int size() {
        return roots.length;
    }

    /**
     * Adds to the sums of each row the values of the leaves that it reaches.
     *
     * @param rows the rows, row after row; may be longer than {@code count} rows
     * @param sums {@link #columns()} numbers a row, row after row: what the trees are added to
     * @throws InferenceException {@code INVALID_INPUT} with the first cell that is infinite as a 32-bit float, or missing where
     *     the model does not take missing values; what {@code sums} then holds is undefined
     */
    public void addTo(double[] sums, double[] rows, int count) {
        FloatTile tile = new FloatTile(model, takesMissing, features, count);
        int[] leaves = new int[LANES];
        for (int first = 0; first < count; first += tile.capacity()) {
            int tileRows = Math.min(tile.capacity(), count - first);
            tile.fill(rows, first, tileRows);
            addTile(sums, first * columns, tile, tileRows, leaves);
        }
    }

    /** Tree after tree over the rows of a tile, so that both stay in the processor's cache. */
    private void addTile(double[] sums, int firstSum, FloatTile tile, int count, int[] leaves) {
        int inLanes = count - count % LANES;
        for (int tree = 0; inLanes > 0 && tree < roots.length; tree++) {
            for (int row = 0; row < inLanes; row += LANES) {
                walkRows(tree, tile, row, leaves);
                int sum = firstSum + row * columns + firstColumns[tree];
                for (int leaf : leaves) {
                    add(leaf, sums, sum);
                    sum += columns;
                }
            }
        }
        for (int row = inLanes; row < count; row++) {
            addRow(sums, firstSum + row * columns, tile, row, leaves);
        }
    }

    private void walkRows(int tree, FloatTile tile, int row, int[] leaves) {
        float[] rows = tile.values();
        if (!tile.isMissingIn(row, LANES)) {
            kernel.walkRows(roots[tree], depths[tree], rows, row * features, features, leaves);
            return;
        }
        for (int i = 0; i < LANES; i++) {
            leaves[i] = kernel.walk(roots[tree], rows, (row + i) * features);
        }
    }

    /** One row through all trees. */
    private void addRow(double[] sums, int firstSum, FloatTile tile, int row, int[] leaves) {
        float[] rows = tile.values();
        boolean isMissing = tile.isMissingIn(row, 1);
        int inLanes = isMissing ? 0 : roots.length - roots.length % LANES;
        for (int tree = 0; tree < inLanes; tree += LANES) {
            kernel.walkTrees(roots, tree, deepest(tree), rows, row * features, leaves);
            for (int i = 0; i < LANES; i++) {
                add(leaves[i], sums, firstSum + firstColumns[tree + i]);
            }
        }
        for (int tree = inLanes; tree < roots.length; tree++) {
            add(kernel.walk(roots[tree], rows, row * features), sums, firstSum + firstColumns[tree]);
        }
    }

    private int deepest(int tree) {
        return Math.max(Math.max(depths[tree], depths[tree + 1]), Math.max(depths[tree + 2], depths[tree + 3]));
    }

    private void add(int leaf, double[] sums, int sum) {
        int place = kernel.place(leaf);
        for (int i = 0; i < valuesPerLeaf; i++) {
            sums[sum + i] += values[place + i];
        }
    }

    /** Collects the trees of an ensemble. One thread. */
    public static final class Builder {

        private final String model;
        private final int features;
        private final int columns;
        private final List<Tree> trees = new ArrayList<>();
        private final List<Integer> depths = new ArrayList<>();
        private final List<Integer> firstColumns = new ArrayList<>();
        private final List<double[]> values = new ArrayList<>();
        private int valuesPerLeaf;
        private boolean takesMissing;

        private Builder(String model, int features, int columns) {
            if (features < 1 || columns < 1) {
                throw InferenceException.invalidModel(model + ": expected at least one feature and one output but got "
                        + features + " and " + columns);
            }
            this.model = model;
            this.features = features;
            this.columns = columns;
        }

        /** Says whether NaN is a missing value, which goes where a node's flag says; otherwise it is refused. */
        public Builder takesMissing(boolean takesMissing) {
            this.takesMissing = takesMissing;
            return this;
        }

        /**
         * Adds a tree.
         *
         * @param firstColumn the sum to which the first value of a leaf is added; the others follow
         * @param treeValues the values of the nodes, node after node, as many a node as the other trees have; those of nodes
         *     that are no leaves are ignored
         * @throws InferenceException {@code INVALID_MODEL} that names the tree, and the node where there is one
         */
        public Builder add(Tree tree, int firstColumn, double[] treeValues) {
            int number = trees.size();
            depths.add(tree.check(number, features));
            int perLeaf = treeValues.length / tree.size();
            if (perLeaf == 0 || perLeaf * tree.size() != treeValues.length) {
                throw InferenceException.invalidModel("tree " + number + ": " + treeValues.length
                        + " values cannot be shared out evenly among " + tree.size() + " nodes");
            }
            if (number > 0 && perLeaf != valuesPerLeaf) {
                throw InferenceException.invalidModel("tree " + number + ": expected " + valuesPerLeaf
                        + " values a leaf as in the trees before but got " + perLeaf);
            }
            if (firstColumn < 0 || firstColumn + perLeaf > columns) {
                throw InferenceException.invalidModel("tree " + number + ": its " + perLeaf
                        + " values a leaf, from column " + firstColumn + " on, do not fit into " + columns);
            }
            valuesPerLeaf = perLeaf;
            trees.add(tree);
            firstColumns.add(firstColumn);
            values.add(treeValues);
            return this;
        }

        /**
         * The ensemble of the trees.
         *
         * @throws InferenceException {@code INVALID_MODEL} without trees, {@code UNSUPPORTED_MODEL} with more nodes than fit
         *     into an array
         */
        public TreeEnsemble build() {
            if (trees.isEmpty()) {
                throw InferenceException.invalidModel(model + " has no trees");
            }
            long nodes = trees.stream().mapToLong(Tree::size).sum();
            if (nodes * TreeKernel.STRIDE > Integer.MAX_VALUE || nodes * valuesPerLeaf > TreeKernel.MAX_PLACE) {
                throw InferenceException.unsupportedModel(
                        model + " has " + nodes + " nodes with " + valuesPerLeaf + " values each, which are too many");
            }
            return new TreeEnsemble(this);
        }

        private int nodes() {
            return trees.stream().mapToInt(Tree::size).sum();
        }

        private int leaves() {
            return trees.stream()
                    .mapToInt(tree -> (int) Arrays.stream(tree.left())
                            .filter(child -> child == Tree.LEAF)
                            .count())
                    .sum();
        }
    }
}
