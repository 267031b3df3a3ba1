package dev.scoreline.sklearn.estimator;

/**
 * From scores to probabilities, with the arithmetic of SciPy and scikit-learn. All methods work in place on rows that lie
 * one after the other.
 */
final class Probabilities {

    private Probabilities() {}

    /**
     * The logistic function as {@code scipy.special.expit} computes it: one formula for both signs, so that it is 0 below
     * -709.78, where a formula with exp(z) would still give a tiny number.
     */
    static double expit(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** The two probabilities of each row's score: {@code LinearClassifierMixin._predict_proba_lr} for two classes. */
    static double[] ofTwo(double[] scores) {
        double[] probabilities = new double[2 * scores.length];
        for (int row = 0; row < scores.length; row++) {
            double positive = expit(scores[row]);
            probabilities[2 * row] = 1 - positive;
            probabilities[2 * row + 1] = positive;
        }
        return probabilities;
    }

    /** The logistic function of each score over their sum: {@code _predict_proba_lr} for more classes. */
    static void oneAgainstRest(double[] scores, int width) {
        for (int start = 0; start < scores.length; start += width) {
            for (int i = start; i < start + width; i++) {
                scores[i] = expit(scores[i]);
            }
            divideBySum(scores, start, width);
        }
    }

    /** {@code sklearn.utils.extmath.softmax}: the row's largest score is subtracted first. */
    static void softmax(double[] scores, int width) {
        for (int start = 0; start < scores.length; start += width) {
            double max = scores[start];
            for (int i = start + 1; i < start + width; i++) {
                max = Math.max(max, scores[i]);
            }
            for (int i = start; i < start + width; i++) {
                scores[i] = Math.exp(scores[i] - max);
            }
            divideBySum(scores, start, width);
        }
    }

    private static void divideBySum(double[] values, int start, int width) {
        double sum = 0;
        for (int i = start; i < start + width; i++) {
            sum += values[i];
        }
        for (int i = start; i < start + width; i++) {
            values[i] /= sum;
        }
    }
}
