package dev.scoreline.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeEnsembleTest {

    private static final int FEATURES = 7;

    /** Left gives 1, right gives 2. */
    private static TreeEnsemble stump(double threshold, boolean missingGoesLeft) {
        Tree tree = new Tree(
                new int[] {1, -1, -1},
                new int[] {2, -1, -1},
                new int[] {0, -2, -2},
                new double[] {threshold, -2, -2},
                new boolean[] {missingGoesLeft, false, false});
        return TreeEnsemble.builder("Stump", 1, 1)
                .takesMissing(true)
                .add(tree, 0, new double[] {0, 1, 2})
                .build();
    }

    private static double[] sums(TreeEnsemble ensemble, double... rows) {
        int count = rows.length / ensemble.features();
        double[] sums = new double[count * ensemble.columns()];
        ensemble.addTo(sums, rows, count);
        return sums;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, -0.1, 0.3, 1e-40, -1e-50, 16777217, 0.0, -0.0, 5.950000047683716, 2.4499999284744263})
    void comparesTheRowAsAFloatWithAThresholdOf64Bits(double threshold) {
        TreeEnsemble stump = stump(threshold, false);
        float nearest = (float) threshold;
        double[] rows = {
            threshold,
            Math.nextUp(threshold),
            Math.nextDown(threshold),
            nearest,
            Math.nextUp(nearest),
            Math.nextDown(nearest),
            ((double) nearest + Math.nextUp(nearest)) / 2,
            ((double) nearest + Math.nextDown(nearest)) / 2,
            0.0,
            -0.0
        };

        double[] expected = Arrays.stream(rows)
                .map(row -> (double) (float) row <= threshold ? 1 : 2)
                .toArray();

        assertThat(sums(stump, rows)).isEqualTo(expected);
        for (int i = 0; i < rows.length; i++) {
            assertThat(sums(stump, rows[i])).containsExactly(expected[i]);
        }
    }

    @Test
    void sendsBothZerosLeftOfAThresholdOfEitherZero() {
        assertThat(sums(stump(0.0, false), 0.0, -0.0, 0.0, -0.0)).containsOnly(1);
        assertThat(sums(stump(-0.0, false), 0.0, -0.0, 0.0, -0.0)).containsOnly(1);
    }

    @Test
    void sendsEveryNumberLeftOfAnInfiniteThreshold() {
        assertThat(sums(stump(Double.POSITIVE_INFINITY, false), 0, Float.MAX_VALUE, -Float.MAX_VALUE, 1))
                .containsOnly(1);
    }

    @Test
    void sendsAMissingValueWhereTheNodeSays() {
        assertThat(sums(stump(0.5, true), Double.NaN)).containsExactly(1);
        assertThat(sums(stump(0.5, false), Double.NaN)).containsExactly(2);
        assertThat(sums(stump(0.5, true), 3, Double.NaN, 0, 3)).containsExactly(2, 1, 1, 2);
    }

    @Test
    void refusesAMissingValueUnlessTheModelTakesThem() {
        TreeEnsemble ensemble = ensemble(new RandomTrees(1, FEATURES), 3, 1, false);
        double[] rows = new double[70 * FEATURES];
        rows[66 * FEATURES + 2] = Double.NaN;

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> sums(ensemble, rows))
                .withMessageContaining("missing value (NaN)")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .satisfies(e -> assertThat(e.cell()).contains(new InferenceException.Cell(66, 2)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3.4028235677973366e38, -1e39})
    void refusesWhatIsInfiniteAsAFloat(double value) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> sums(stump(0.5, true), 0, 1, value))
                .withMessageContaining(Double.toString(value))
                .satisfies(e -> assertThat(e.cell()).contains(new InferenceException.Cell(2, 0)));
    }

    @Test
    void takesWhatRoundsToTheLargestFloat() {
        assertThat(sums(stump(0.5, true), Math.nextDown(3.4028235677973366e38))).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 1025})
    void givesTheSumsOfThePlainWalkInBatchesOfEverySize(int count) {
        for (int seed = 0; seed < 20; seed++) {
            RandomTrees random = new RandomTrees(seed, FEATURES);
            List<Tree> trees = new ArrayList<>();
            List<double[]> values = new ArrayList<>();
            TreeEnsemble ensemble = ensemble(random, 1 + seed, 3, true, trees, values);
            double[] rows = random.rows(count, trees, seed % 3 == 0 ? 0.05 : 0);

            double[] sums = sums(ensemble, rows);

            double[] expected = new double[count * 3];
            for (int row = 0; row < count; row++) {
                for (int tree = 0; tree < trees.size(); tree++) {
                    int leaf = RandomTrees.leaf(trees.get(tree), rows, row, FEATURES);
                    for (int column = 0; column < 3; column++) {
                        expected[row * 3 + column] += values.get(tree)[leaf * 3 + column];
                    }
                }
            }
            assertThat(sums).isEqualTo(expected);
        }
    }

    @Test
    void givesARowAloneTheBitsThatItHasInABatch() {
        RandomTrees random = new RandomTrees(3, FEATURES);
        List<Tree> trees = new ArrayList<>();
        TreeEnsemble ensemble = ensemble(random, 103, 2, true, trees, new ArrayList<>());
        double[] rows = random.rows(131, trees, 0.01);

        double[] batch = sums(ensemble, rows);

        for (int row = 0; row < 131; row++) {
            double[] alone = sums(ensemble, Arrays.copyOfRange(rows, row * FEATURES, (row + 1) * FEATURES));
            assertThat(alone).isEqualTo(Arrays.copyOfRange(batch, row * 2, row * 2 + 2));
        }
    }

    @Test
    void walksRowsWithoutMissingValuesAsItWalksThoseBesideThem() {
        RandomTrees random = new RandomTrees(5, FEATURES);
        List<Tree> trees = new ArrayList<>();
        TreeEnsemble ensemble = ensemble(random, 30, 1, true, trees, new ArrayList<>());
        double[] rows = random.rows(64, trees, 0);
        double[] fast = sums(ensemble, rows);
        for (int row = 0; row < 64; row += 4) {
            rows[row * FEATURES] = Double.NaN;
        }

        double[] slow = sums(ensemble, rows);

        for (int row = 0; row < 64; row++) {
            if (row % 4 != 0) {
                assertThat(slow[row]).isEqualTo(fast[row]);
            }
        }
    }

    @Test
    void addsATreeToItsOwnColumnOnTopOfWhatIsThere() {
        Tree leaf = new Tree(new int[] {-1}, new int[] {-1}, new int[] {-2}, new double[] {-2}, new boolean[1]);
        TreeEnsemble ensemble = TreeEnsemble.builder("Boosting", 2, 3)
                .add(leaf, 2, new double[] {5})
                .add(leaf, 0, new double[] {7})
                .build();
        double[] sums = {1, 2, 3, 10, 20, 30};

        ensemble.addTo(sums, new double[4], 2);

        assertThat(sums).containsExactly(8, 2, 8, 17, 20, 35);
    }

    @Test
    void keepsTheSignOfAZeroInALeaf() {
        Tree leaf = new Tree(new int[] {-1}, new int[] {-1}, new int[] {-2}, new double[] {-2}, new boolean[1]);
        TreeEnsemble ensemble = TreeEnsemble.builder("Tree", 1, 1)
                .add(leaf, 0, new double[] {-0.0})
                .build();
        double[] sums = {-0.0};

        ensemble.addTo(sums, new double[1], 1);

        assertThat(1 / sums[0]).isNegative();
    }

    @Test
    void givesEightThreadsTheSameBits() throws Exception {
        RandomTrees random = new RandomTrees(11, FEATURES);
        List<Tree> trees = new ArrayList<>();
        TreeEnsemble ensemble = ensemble(random, 50, 2, true, trees, new ArrayList<>());
        double[] rows = random.rows(200, trees, 0.02);
        double[] expected = sums(ensemble, rows);
        CountDownLatch start = new CountDownLatch(1);
        Callable<Boolean> work = () -> {
            start.await();
            boolean agrees = true;
            for (int i = 0; i < 50; i++) {
                agrees &= Arrays.equals(expected, sums(ensemble, rows));
            }
            return agrees;
        };

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(work));
            }
            start.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void walksAVeryDeepTreeWithoutRecursion() {
        int splits = 200_000;
        int size = 2 * splits + 1;
        int[] left = new int[size];
        int[] right = new int[size];
        Arrays.fill(left, Tree.LEAF);
        Arrays.fill(right, Tree.LEAF);
        double[] values = new double[size];
        for (int node = 0; node < 2 * splits; node += 2) {
            left[node] = node + 1;
            right[node] = node + 2;
        }
        values[size - 1] = 42;
        TreeEnsemble ensemble = TreeEnsemble.builder("Deep", 1, 1)
                .add(new Tree(left, right, new int[size], new double[size], new boolean[size]), 0, values)
                .build();

        assertThat(sums(ensemble, 1, -1, 1, 1, 1)).containsExactly(42, 0, 42, 42, 42);
    }

    @Test
    void refusesAnEnsembleWithoutTrees() {
        refused(() -> TreeEnsemble.builder("Forest", 1, 1).build(), "Forest has no trees");
    }

    @Test
    void refusesValuesThatDoNotFit() {
        Tree leaf = new Tree(new int[] {-1}, new int[] {-1}, new int[] {-2}, new double[] {-2}, new boolean[1]);

        refused(() -> TreeEnsemble.builder("Forest", 1, 2).add(leaf, 0, new double[0]), "cannot be shared out evenly");
        refused(() -> TreeEnsemble.builder("Forest", 1, 2).add(leaf, 1, new double[2]), "do not fit into 2");
        refused(
                () -> TreeEnsemble.builder("Forest", 1, 2)
                        .add(leaf, 0, new double[2])
                        .add(leaf, 0, new double[1]),
                "tree 1: expected 2 values a leaf");
    }

    private static void refused(Callable<?> build, String message) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(build::call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL));
    }

    private static TreeEnsemble ensemble(RandomTrees random, int size, int columns, boolean takesMissing) {
        return ensemble(random, size, columns, takesMissing, new ArrayList<>(), new ArrayList<>());
    }

    private static TreeEnsemble ensemble(
            RandomTrees random, int size, int columns, boolean takesMissing, List<Tree> trees, List<double[]> values) {
        TreeEnsemble.Builder builder =
                TreeEnsemble.builder("Forest", FEATURES, columns).takesMissing(takesMissing);
        for (int i = 0; i < size; i++) {
            Tree tree = random.tree(i % 12);
            double[] treeValues = random.values(tree, columns);
            trees.add(tree);
            values.add(treeValues);
            builder.add(tree, 0, treeValues);
        }
        return builder.build();
    }
}
