package dev.scoreline.sklearn.estimator;

import java.util.Locale;

/** What can be asked of a fitted estimator, in the order in which a default is chosen. */
public enum Method {
    PREDICT,
    PREDICT_PROBA,
    DECISION_FUNCTION,
    TRANSFORM;

    /** scikit-learn's name: {@code predict_proba}. */
    public String pythonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
