package dev.scoreline.sklearn.estimator;

/** {@code numpy.argmax}. */
final class Argmax {

    private Argmax() {}

    /** The index of the largest of some values, counted from {@code start}: of equal ones the first, and NaN above all. */
    static int of(double[] values, int start, int count) {
        int best = 0;
        for (int i = 0; i < count; i++) {
            double value = values[start + i];
            if (Double.isNaN(value)) {
                return i;
            }
            if (value > values[start + best]) {
                best = i;
            }
        }
        return best;
    }
}
