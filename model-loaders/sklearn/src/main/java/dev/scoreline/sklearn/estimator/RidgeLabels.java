package dev.scoreline.sklearn.estimator;

import dev.scoreline.sklearn.estimator.LinearClassifier.Link;
import java.util.Map;

/** RidgeClassifier and RidgeClassifierCV: linear classifiers whose labels are kept by a label binarizer. */
final class RidgeLabels {

    private RidgeLabels() {}

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("RidgeClassifier", (state, inner) -> of(state));
        factories.put("RidgeClassifierCV", (state, inner) -> of(state));
    }

    private static Estimator of(FittedState state) {
        FittedState binarizer = FittedState.of(state.object("_label_binarizer"), state.version());
        // Until 1.0 (scikit-learn #19689) predict gave a model of many labels the single label of the highest score.
        if (binarizer.text("y_type_", "").startsWith("multilabel")
                && !state.version().isBefore(1, 0)) {
            return MultilabelClassifier.of(state);
        }
        return LinearClassifier.of(state, Classes.of(binarizer.items("classes_")), Link.NONE);
    }
}
