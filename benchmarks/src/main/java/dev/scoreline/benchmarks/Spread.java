package dev.scoreline.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Some measurements of the same thing. A machine that others use too has no single figure: the median stands for them. */
final class Spread {

    private final double[] sorted;

    private Spread(double[] sorted) {
        this.sorted = sorted;
    }

    /** At least one value. */
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    /** Value by value, this divided by the other; both measured in the same rounds, in this order. */
    static Spread ratio(double[] values, double[] floors) {
        double[] ratios = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ratios[i] = values[i] / floors[i];
        }
        return of(ratios);
    }

    double median() {
        return sorted[sorted.length / 2];
    }

    /** The median, and the least and the most in brackets. */
    @Override
    public String toString() {
        String digits = median() < 100 ? "%.2f (%.2f to %.2f)" : "%,.0f (%,.0f to %,.0f)";
        return String.format(Locale.ROOT, digits, median(), sorted[0], sorted[sorted.length - 1]);
    }
}
