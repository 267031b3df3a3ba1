package dev.scoreline.sklearn.estimator;

import dev.scoreline.sklearn.estimator.LinearClassifier.Link;
import java.util.Set;

/**
 * How {@code LogisticRegression.predict_proba} makes probabilities, by the version that wrote the file: the meaning of
 * {@code multi_class} changed several times until scikit-learn 1.8 removed it.
 */
final class LogisticLink {

    private LogisticLink() {}

    static Link of(FittedState state, int classes) {
        boolean oneAgainstRest = state.has("multi_class")
                ? isOneAgainstRest(state, classes)
                : classes <= 2 || isUnnamedOneAgainstRest(state);
        return oneAgainstRest ? Link.ONE_AGAINST_REST : Link.SOFTMAX;
    }

    /** Since 1.8 the number of classes alone decides. */
    private static boolean isUnnamedOneAgainstRest(FittedState state) {
        if (state.version().isBefore(1, 8)) {
            throw state.unsupported(
                    "the file of version " + state.version().text()
                            + " has no multi_class, so its probabilities are not known; save the model again with a newer version");
        }
        return false;
    }

    private static boolean isOneAgainstRest(FittedState state, int classes) {
        String multiClass = state.text("multi_class", "");
        return switch (multiClass) {
            // 'warn' was the default of 0.20 and 0.21 and meant 'ovr'.
            case "ovr", "warn" -> true;
            // Before 0.20 a multinomial model of two classes was read as if it were one against the rest.
            case "multinomial" -> classes <= 2 && state.version().isBefore(0, 20);
            // 'deprecated' is the default of 1.5 to 1.7 and means 'auto'.
            case "auto", "deprecated" ->
                classes <= 2 || solversWithoutSoftmax(state.version()).contains(state.text("solver", "liblinear"));
            default -> throw state.wrong("multi_class", "'auto', 'ovr' or 'multinomial'", state.get("multi_class"));
        };
    }

    /** newton-cholesky came with 1.2 and learnt the multinomial loss in 1.6. */
    private static Set<String> solversWithoutSoftmax(SklearnVersion version) {
        return version.isBefore(1, 6) ? Set.of("liblinear", "newton-cholesky") : Set.of("liblinear");
    }
}
