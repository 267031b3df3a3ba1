package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.InferenceException.Cell;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import org.junit.jupiter.api.Test;

/** The scalers of columns. */
class ScalerTest {

    @Test
    void dividesByTheScaleAndDoesNotMultiplyWithItsReciprocal() {
        Estimator scaler = create(standard().with("mean_", Fitted.vector(0)).with("scale_", Fitted.vector(49)));

        // 49 * (1 / 49.0) is not 1.
        assertThat(scaler.transform(row(49)).values()).containsExactly(1.0);
    }

    @Test
    void leavesOutWhatItWasToldNotToDo() {
        Estimator onlyCentre = create(standard()
                .with("with_std", new Bool(false))
                .with("mean_", Fitted.vector(1))
                .with("scale_", None.NONE));
        Estimator onlyScale = create(standard()
                .with("with_mean", new Bool(false))
                .with("mean_", Fitted.vector(1))
                .with("scale_", Fitted.vector(2)));

        assertThat(onlyCentre.transform(row(4)).values()).containsExactly(3.0);
        assertThat(onlyScale.transform(row(4)).values()).containsExactly(2.0);
    }

    @Test
    void changesNothingWhereItNeitherCentresNorScales() {
        Estimator scaler = create(standard()
                .with("with_mean", new Bool(false))
                .with("with_std", new Bool(false))
                .with("mean_", None.NONE)
                .with("scale_", None.NONE)
                .with("n_features_in_", new Int(2)));

        assertThat(scaler.columns().width()).hasValue(2);
        assertThat(scaler.transform(row(4, 5)).values()).containsExactly(4.0, 5.0);
    }

    @Test
    void keepsMissingValuesAndRefusesInfiniteOnes() {
        Estimator scaler = create(standard().with("mean_", Fitted.vector(1, 1)).with("scale_", Fitted.vector(2, 2)));

        assertThat(scaler.transform(row(3, Double.NaN)).values()).containsExactly(1.0, Double.NaN);
        assertThatThrownBy(() -> scaler.transform(row(3, Double.NEGATIVE_INFINITY)))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.cell()).contains(new Cell(0, 1)))
                .hasMessage("StandardScaler expects a finite number but got -Infinity");
    }

    @Test
    void clipsToTheRangeOnlyWhereAsked() {
        Fitted scaler = Fitted.of("MinMaxScaler", "1.4.2")
                .with("scale_", Fitted.vector(0.5))
                .with("min_", Fitted.vector(0))
                .with("feature_range", Fitted.tuple(new Int(0), new Int(1)));

        assertThat(create(scaler).transform(row(4)).values()).containsExactly(2.0);
        assertThat(create(scaler.with("clip", new Bool(true)))
                        .transform(rows(4, -4, Double.NaN))
                        .values())
                .containsExactly(1.0, 0.0, Double.NaN);
    }

    @Test
    void clipsMaxAbsToOneSinceItCan() {
        Fitted scaler = Fitted.of("MaxAbsScaler", "1.8.0").with("scale_", Fitted.vector(2));

        assertThat(create(scaler).transform(row(5)).values()).containsExactly(2.5);
        assertThat(create(scaler.with("clip", new Bool(true)))
                        .transform(rows(5, -5))
                        .values())
                .containsExactly(1.0, -1.0);
    }

    @Test
    void refusesArraysOfDifferentLengths() {
        Fitted scaler = standard().with("mean_", Fitted.vector(1, 2)).with("scale_", Fitted.vector(1));

        assertThatThrownBy(() -> create(scaler))
                .hasMessage("expected the arrays of StandardScaler to be of one length but got 2 and 1");
    }

    private static Fitted standard() {
        return Fitted.of("StandardScaler", "1.4.2");
    }

    private static Estimator create(Fitted fitted) {
        return Estimators.outermost().create(fitted.object());
    }

    private static Table row(double... values) {
        return Table.dense(values, 1, values.length);
    }

    private static Table rows(double... values) {
        return Table.dense(values, values.length, 1);
    }
}
