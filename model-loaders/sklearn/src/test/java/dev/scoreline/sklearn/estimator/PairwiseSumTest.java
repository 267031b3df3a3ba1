package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseSumTest {

    /** {@code numpy.sum(1 / numpy.arange(1, n + 1))} of NumPy 2.4.6. */
    @ParameterizedTest
    @CsvSource({
        "3, 1.8333333333333333",
        "7, 2.5928571428571425",
        "8, 2.7178571428571425",
        "9, 2.8289682539682537",
        "15, 3.3182289932289937",
        "16, 3.3807289932289937",
        "100, 5.187377517639621",
        "127, 5.425334592589172",
        "128, 5.433147092589173",
        "129, 5.440899030573669",
        "200, 5.878030948121444",
        "1000, 7.485470860550345",
        "4099, 8.895835961417054",
    })
    void hasTheBitsOfNumpy(int count, double expected) {
        double[] values =
                IntStream.range(0, count + 3).mapToDouble(i -> 1.0 / (i - 2)).toArray();

        assertThat(PairwiseSum.of(values, 3, count)).isEqualTo(expected);
    }

    @Test
    void addsFewNumbersOneAfterTheOther() {
        assertThat(PairwiseSum.of(new double[] {1e16, 1, -1e16, 1}, 0, 4)).isEqualTo(1);
    }

    @Test
    void ofNothingIsZero() {
        assertThat(PairwiseSum.of(new double[0], 0, 0)).isZero();
    }
}
