package dev.scoreline.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Float32Test {

    @Test
    void keepsAThresholdThatIsAFloat() {
        assertThat(Float32.floor(0.5)).isEqualTo(0.5f);
        assertThat(Float32.floor((double) 0.1f)).isEqualTo(0.1f);
        assertThat(Float32.floor(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    }

    @Test
    void goesDownWhereTheNearestFloatLiesAbove() {
        double threshold = Math.nextDown((double) 0.1f);

        assertThat((float) threshold).isEqualTo(0.1f);
        assertThat(Float32.floor(threshold)).isEqualTo(Math.nextDown(0.1f));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, Double.MIN_VALUE, 1e-50})
    void givesThePositiveZero(double threshold) {
        assertThat(Float.floatToRawIntBits(Float32.floor(threshold))).isZero();
    }

    @Test
    void putsANegativeThresholdBelowAllFloatsUnderTheFirstNegativeOne() {
        assertThat(Float32.floor(-1e-50)).isEqualTo(-Float.MIN_VALUE);
    }

    @Test
    void keepsThresholdsBeyondTheFloatsWithinReachOfComparison() {
        assertThat(Float32.floor(1e300)).isEqualTo(Float.MAX_VALUE);
        assertThat(Float32.floor(-1e300)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Float32.floor(Double.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Float32.floor(Double.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void decidesAsTheThresholdOf64BitsDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            double threshold = Double.longBitsToDouble(random.nextLong());
            if (Double.isNaN(threshold)) {
                continue;
            }
            float nearest = (float) threshold;
            for (float x : new float[] {nearest, Math.nextUp(nearest), Math.nextDown(nearest), 0f, -0f}) {
                assertThat(x <= Float32.floor(threshold)).isEqualTo((double) x <= threshold);
            }
        }
    }
}
