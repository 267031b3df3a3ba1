package dev.scoreline.sklearn.estimator;

/**
 * NumPy's sum of numbers that lie side by side. From eight numbers on NumPy adds in another order than one after the other,
 * with other last bits: eight sums side by side, and halves of more than 128 numbers.
 */
final class PairwiseSum {

    private static final int LANES = 8;
    private static final int BLOCK = 128;

    private PairwiseSum() {}

    static double of(double[] values, int start, int count) {
        if (count < LANES) {
            return inOrder(0, values, start, count);
        }
        if (count <= BLOCK) {
            return inLanes(values, start, count);
        }
        int half = count / 2;
        half -= half % LANES;
        return of(values, start, half) + of(values, start + half, count - half);
    }

    private static double inOrder(double first, double[] values, int start, int count) {
        double sum = first;
        for (int i = start; i < start + count; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double inLanes(double[] values, int start, int count) {
        double[] lanes = new double[LANES];
        int whole = count - count % LANES;
        for (int i = 0; i < whole; i++) {
            lanes[i % LANES] += values[start + i];
        }
        double sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        return inOrder(sum, values, start + whole, count - whole);
    }
}
