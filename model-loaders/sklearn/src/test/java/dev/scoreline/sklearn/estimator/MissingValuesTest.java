package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tag {@code allow_nan} of tree estimators, as the source of each version has it. */
class MissingValuesTest {

    private static FittedState tree(String version, String className, String splitter, String criterion) {
        return FittedState.of(fitted(version, className, splitter, criterion).object(), SklearnVersion.UNKNOWN);
    }

    private static Fitted fitted(String version, String className, String splitter, String criterion) {
        return Fitted.of(className, version)
                .with("splitter", new Text(splitter))
                .with("criterion", new Text(criterion));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.2, DecisionTreeClassifier, best,   gini,           false",
        "1.3.2, DecisionTreeClassifier, best,   gini,           true",
        "1.3.2, DecisionTreeClassifier, random, gini,           false",
        "1.3.2, DecisionTreeRegressor,  best,   absolute_error, false",
        "1.3.2, DecisionTreeRegressor,  best,   poisson,        true",
        "1.3.2, ExtraTreeClassifier,    random, gini,           false",
        "1.5.2, DecisionTreeRegressor,  random, squared_error,  false",
        "1.6.1, DecisionTreeRegressor,  random, squared_error,  true",
        "1.6.1, ExtraTreeClassifier,    random, entropy,        true",
        "1.6.1, ExtraTreeClassifier,    best,   entropy,        false",
        "1.6.1, ExtraTreeRegressor,     best,   squared_error,  true",
        "1.7.2, ExtraTreeRegressor,     best,   squared_error,  false",
        "1.8.0, DecisionTreeRegressor,  best,   absolute_error, false",
        "1.9.0, DecisionTreeRegressor,  best,   absolute_error, true",
        "1.9.0, ExtraTreeRegressor,     random, absolute_error, true",
        "1.9.0, ExtraTreeRegressor,     best,   absolute_error, false",
    })
    void areTakenByTheTreesOfTheVersionsThatTakeThem(
            String version, String className, String splitter, String criterion, boolean taken) {
        assertThat(MissingValues.areTakenByTree(tree(version, className, splitter, criterion)))
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"1.4.2, false", "1.8.0, false", "1.9.0, true"})
    void areTakenUnderMonotonicConstraintsSince19(String version, boolean taken) {
        FittedState tree = FittedState.of(
                fitted(version, "DecisionTreeClassifier", "best", "gini")
                        .with("monotonic_cst", Fitted.integers(1, 0))
                        .object(),
                SklearnVersion.UNKNOWN);

        assertThat(MissingValues.areTakenByTree(tree)).isEqualTo(taken);
    }

    @Test
    void areTakenByForestsSince14() {
        FittedState tree = tree("1.3.2", "DecisionTreeClassifier", "best", "gini");
        FittedState old = tree("1.3.2", "RandomForestClassifier", "best", "gini");
        FittedState since = tree("1.4.2", "RandomForestClassifier", "best", "gini");

        assertThat(MissingValues.areTakenByForest(old, tree)).isFalse();
        assertThat(MissingValues.areTakenByForest(since, tree)).isTrue();
    }
}
