package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import org.junit.jupiter.api.Test;

/** Normalizer, Binarizer and KernelCenterer. */
class RowTransformersTest {

    @Test
    void dividesARowByItsNorm() {
        assertThat(normalized("l1", "1.4.2", -1, 3)).containsExactly(-0.25, 0.75);
        assertThat(normalized("l2", "1.4.2", -3, 4)).containsExactly(-0.6, 0.8);
        assertThat(normalized("max", "1.4.2", -4, 2)).containsExactly(-1.0, 0.5);
    }

    /** scikit-learn 0.23 began to take the absolute value. */
    @Test
    void takesTheMaximumWithItsSignInOldFiles() {
        assertThat(normalized("max", "0.22.2", -4, 2)).containsExactly(-2.0, 1.0);
        assertThat(normalized("max", "0.22.2", -4, -2)).containsExactly(2.0, 1.0);
    }

    @Test
    void leavesARowOfZerosAsItIs() {
        assertThat(normalized("l2", "0.22.2", 0, 0)).containsExactly(0.0, 0.0);
        assertThat(normalized("l2", "1.4.2", 0, 0)).containsExactly(0.0, 0.0);
    }

    /** scikit-learn 1.0 began to take a scale under ten times the machine precision for zero. */
    @Test
    void leavesARowOfNearlyZerosAsItIsSinceThen() {
        assertThat(normalized("l1", "0.24.2", 1e-16, 0)).containsExactly(1.0, 0.0);
        assertThat(normalized("l1", "1.0.2", 1e-16, 0)).containsExactly(1e-16, 0.0);
    }

    @Test
    void refusesMissingValues() {
        assertThatThrownBy(() -> normalized("l2", "1.4.2", Double.NaN, 1))
                .hasMessage("Normalizer expects a finite number but got a missing value (NaN)");
        assertThatThrownBy(() -> create(Fitted.of("Binarizer", "1.4.2")).transform(row(Double.NaN)))
                .hasMessageContaining("Binarizer expects a finite number");
    }

    @Test
    void countsWhatIsGreaterThanTheThreshold() {
        Estimator binarizer = create(Fitted.of("Binarizer", "1.4.2").with("threshold", new Real(0.5)));

        assertThat(binarizer.transform(row(0.5, 0.6, -1)).values()).containsExactly(0.0, 1.0, 0.0);
    }

    @Test
    void takesAnyNumberOfColumnsWhereOldFilesSayNothing() {
        assertThat(create(Fitted.of("Binarizer", "0.22.2")).columns().width()).isEmpty();
    }

    @Test
    void centresAKernelByTheMeansOfItsTrainingRows() {
        Estimator centerer = create(Fitted.of("KernelCenterer", "1.4.2")
                .with("K_fit_rows_", Fitted.vector(1, 2))
                .with("K_fit_all_", new Real(0.5)));

        assertThat(centerer.transform(row(3, 5)).values()).containsExactly(-1.5, -0.5);
    }

    private static double[] normalized(String norm, String version, double... row) {
        return create(Fitted.of("Normalizer", version).with("norm", new Text(norm)))
                .transform(row(row))
                .values();
    }

    private static Estimator create(Fitted fitted) {
        return Estimators.outermost().create(fitted.object());
    }

    private static Table row(double... values) {
        return Table.dense(values, 1, values.length);
    }
}
