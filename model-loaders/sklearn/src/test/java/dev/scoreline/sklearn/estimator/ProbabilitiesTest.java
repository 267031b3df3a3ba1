package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilitiesTest {

    /** What SciPy 1.17.1 answers: expit(-709.9) is 0 and expit(-709) is not. */
    @Test
    void endsTheLogisticFunctionWhereSciPyDoes() {
        assertThat(Probabilities.expit(-709.9)).isZero();
        assertThat(Probabilities.expit(-709)).isCloseTo(1.21678075e-308, within(1e-316));
        assertThat(Probabilities.expit(800)).isEqualTo(1);
    }

    @Test
    void keepsSoftmaxFiniteForLargeScores() {
        double[] scores = {1e6, 1e6, -1e6};

        Probabilities.softmax(scores, 3);

        assertThat(scores).containsExactly(0.5, 0.5, 0);
    }
}
