package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AffineTest {

    private static final Table ROWS = Table.dense(new double[] {1, 2, 3, 4}, 2, 2);

    @Test
    void givesANumberARowForCoefficientsOfOneDimension() {
        Fitted ridge = ridge().with("coef_", Fitted.vector(10, 1)).with("intercept_", new Real(0.5));

        Tensor.Doubles answer = predict(ridge);

        assertThat(answer.shape()).containsExactly(2);
        assertThat(answer.values()).containsExactly(12.5, 34.5);
    }

    @Test
    void givesAListARowForCoefficientsOfTwoDimensions() {
        Fitted ridge =
                ridge().with("coef_", Fitted.array(new int[] {1, 2}, 10, 1)).with("intercept_", Fitted.vector(0.5));

        assertThat(predict(ridge).shape()).containsExactly(2, 1);
    }

    @Test
    void addsOneInterceptToAllOutputs() {
        Fitted ridge = ridge().with("coef_", Fitted.array(new int[] {2, 2}, 10, 1, -1, 0))
                .with("intercept_", new Real(0.5));

        assertThat(predict(ridge).values()).containsExactly(12.5, -0.5, 34.5, -2.5);
    }

    @Test
    void widensCoefficientsOf32Bits() {
        Fitted ridge = ridge().with("coef_", Fitted.floats(0.1f, 0)).with("intercept_", new Real(0));

        assertThat(predict(ridge).values()).containsExactly(0.1f, 3 * (double) 0.1f);
    }

    @Test
    void refusesInterceptsThatDoNotFit() {
        Fitted ridge = ridge().with("coef_", Fitted.vector(10, 1)).with("intercept_", Fitted.vector(1, 2, 3));

        assertThatThrownBy(() -> predict(ridge))
                .hasMessage("expected Ridge.intercept_ to be 1 number or 1 but got numpy array f8[3]");
    }

    @Test
    void refusesSparseCoefficientsAndSaysWhatToDo() {
        Fitted ridge = ridge().with("coef_", Fitted.foreign("scipy.sparse._csr", "csr_matrix"))
                .with("intercept_", new Real(0));

        assertThatThrownBy(() -> predict(ridge))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("densify()");
    }

    @Test
    void namesTheCellThatIsNotFinite() {
        Fitted ridge = ridge().with("coef_", Fitted.vector(10, 1)).with("intercept_", new Real(0.5));
        Estimator estimator = Estimators.outermost().create(ridge.object());
        Table rows = Table.dense(new double[] {1, 2, 3, Double.NaN}, 2, 2);

        assertThatThrownBy(() -> estimator.evaluate(Method.PREDICT, rows))
                .asInstanceOf(InstanceOfAssertFactories.type(InferenceException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .satisfies(e -> assertThat(e.cell()).contains(new InferenceException.Cell(1, 1)));
    }

    @Test
    void takesTheFirstOfEqualScores() {
        Fitted svc = Fitted.of("LinearSVC", "1.4.2")
                .with("classes_", Fitted.integers(7, 8, 9))
                .with("coef_", Fitted.array(new int[] {3, 2}, 0, 0, 1, 1, 1, 1))
                .with("intercept_", new Real(0));
        Estimator estimator = Estimators.outermost().create(svc.object());

        assertThat(((Tensor.Longs) estimator.evaluate(Method.PREDICT, ROWS)).values())
                .containsExactly(8, 8);
    }

    @Test
    void refusesCoefficientsForAnotherNumberOfClasses() {
        Fitted svc = Fitted.of("LinearSVC", "1.4.2")
                .with("classes_", Fitted.integers(7, 8, 9))
                .with("coef_", Fitted.array(new int[] {1, 2}, 1, 1))
                .with("intercept_", new Real(0));

        assertThatThrownBy(() -> Estimators.outermost().create(svc.object()))
                .hasMessage("LinearSVC.coef_ has 1 rows, which does not fit its 3 classes");
    }

    private static Fitted ridge() {
        return Fitted.of("Ridge", "1.4.2");
    }

    private static Tensor.Doubles predict(Fitted model) {
        Estimator estimator = Estimators.outermost().create(model.object());
        return (Tensor.Doubles) estimator.evaluate(Method.PREDICT, ROWS);
    }
}
