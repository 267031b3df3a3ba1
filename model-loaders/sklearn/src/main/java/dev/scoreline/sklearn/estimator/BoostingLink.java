package dev.scoreline.sklearn.estimator;

/**
 * From the probabilities of an initial estimator to the scores that gradient boosting starts from. Up to scikit-learn 1.3
 * these were the logarithms of the probabilities, or of their odds; since 1.4, which took over the losses of histogram
 * boosting, the logarithms of many classes are centred ({@code sklearn._loss.link.MultinomialLogit}). Immutable; thread-safe.
 *
 * @param shape which function it is
 * @param margin how far from 0 and 1 probabilities are kept
 * @param keepsMiddle whether odds near 1 have a formula of their own
 */
record BoostingLink(Shape shape, double margin, boolean keepsMiddle) {

    /** The functions. */
    enum Shape {
        /** The logarithm of the odds of the second of two classes. */
        LOG_ODDS,
        /** Half of that, of the exponential loss. */
        HALF_LOG_ODDS,
        /** The logarithm of each class's probability. */
        LOG,
        /** The logarithm of each class's probability over the geometric mean of all. */
        CENTRED_LOG
    }

    /** Between these SciPy's {@code logit} keeps digits that the logarithm of odds near 1 would lose. */
    private static final double MIDDLE_FROM = 0.3;

    private static final double MIDDLE_TO = 0.65;

    /** The link of a classifier of this loss and this number of classes. */
    static BoostingLink of(boolean isExponential, int classes, SklearnVersion version) {
        boolean isSince14 = !version.isBefore(1, 4);
        // The rounding error of 32-bit numbers; since 1.8 that of 64-bit ones.
        double margin = version.isBefore(1, 8) ? Math.ulp(1f) : Math.ulp(1.0);
        if (isExponential) {
            return new BoostingLink(Shape.HALF_LOG_ODDS, margin, isSince14);
        }
        if (classes == 2) {
            return new BoostingLink(Shape.LOG_ODDS, margin, isSince14);
        }
        return new BoostingLink(isSince14 ? Shape.CENTRED_LOG : Shape.LOG, margin, isSince14);
    }

    /**
     * The scores of rows.
     *
     * @param probabilities of {@code classes} classes, row after row
     * @return one score a row for two classes, otherwise one for each class
     */
    double[] scores(double[] probabilities, int classes) {
        double[] clipped = probabilities.clone();
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = Math.min(Math.max(clipped[i], margin), 1 - margin);
        }
        return switch (shape) {
            case LOG_ODDS -> ofSecond(clipped, 1);
            case HALF_LOG_ODDS -> ofSecond(clipped, 0.5);
            case LOG -> logarithms(clipped);
            case CENTRED_LOG -> centred(clipped, classes);
        };
    }

    private double[] ofSecond(double[] probabilities, double scale) {
        double[] scores = new double[probabilities.length / 2];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = scale * logOdds(probabilities[2 * row + 1]);
        }
        return scores;
    }

    private double logOdds(double probability) {
        if (keepsMiddle && probability >= MIDDLE_FROM && probability <= MIDDLE_TO) {
            double beside = 2 * (probability - 0.5);
            return Math.log1p(beside) - Math.log1p(-beside);
        }
        return Math.log(probability / (1 - probability));
    }

    private static double[] logarithms(double[] probabilities) {
        double[] logarithms = new double[probabilities.length];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(probabilities[i]);
        }
        return logarithms;
    }

    private static double[] centred(double[] probabilities, int classes) {
        double[] logarithms = logarithms(probabilities);
        double[] scores = new double[probabilities.length];
        for (int start = 0; start < scores.length; start += classes) {
            double geometricMean = Math.exp(PairwiseSum.of(logarithms, start, classes) / classes);
            for (int i = start; i < start + classes; i++) {
                scores[i] = Math.log(probabilities[i] / geometricMean);
            }
        }
        return scores;
    }
}
