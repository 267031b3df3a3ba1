package dev.scoreline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTest {

    private static final int EVERY_HALF = 1 << 16;

    /** IEEE 754's definition, term by term. */
    private static double defined(int bits) {
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        double size;
        if (exponent == 0x1F) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) fraction, -24);
        } else {
            size = Math.scalb(1024.0 + fraction, exponent - 25);
        }
        return bits < 0x8000 ? size : -size;
    }

    private static Tensor.Packed one(DataType type) {
        return Tensor.Packed.zeros(type);
    }

    private static double read(DataType type, int bits) {
        Tensor.Packed one = one(type);
        one.bytes().putShort(0, (short) bits);
        return one.number(0);
    }

    @Test
    void readsEveryFloat16AsDefined() {
        for (int bits = 0; bits < EVERY_HALF; bits++) {
            assertThat(read(DataType.FLOAT16, bits)).as("bits %04x", bits).isEqualTo((Double) defined(bits));
        }
    }

    @Test
    void writesEveryFloat16BackAsItWas() {
        Tensor.Packed one = one(DataType.FLOAT16);
        for (int bits = 0; bits < EVERY_HALF; bits++) {
            double value = defined(bits);
            one.put(0, value);
            if (!Double.isNaN(value)) {
                assertThat(one.bytes().getShort(0)).as("bits %04x", bits).isEqualTo((short) bits);
            } else {
                assertThat(one.number(0)).isNaN();
            }
        }
    }

    @Test
    void roundsToTheNearestFloat16AndTiesToEven() {
        Tensor.Packed one = one(DataType.FLOAT16);
        for (int bits = 0; bits < 0x7BFF; bits++) {
            double middle = (defined(bits) + defined(bits + 1)) / 2;
            float tie = (float) middle;
            assertThat((double) tie).isEqualTo(middle);

            one.put(0, tie);
            assertThat(one.bytes().getShort(0)).as("tie above %04x", bits).isEqualTo((short) (bits + (bits & 1)));
            one.put(0, Math.nextDown(tie));
            assertThat(one.bytes().getShort(0)).as("below %04x", bits).isEqualTo((short) bits);
            one.put(0, Math.nextUp(tie));
            assertThat(one.bytes().getShort(0)).as("above %04x", bits).isEqualTo((short) (bits + 1));
        }
    }

    @Test
    void turnsWhatIsTooLargeForAFloat16IntoInfinity() {
        Tensor.Packed one = one(DataType.FLOAT16);
        one.put(0, 65519.0);
        assertThat(one.number(0)).isEqualTo(65504);
        one.put(0, 65520.0);
        assertThat(one.number(0)).isEqualTo(Double.POSITIVE_INFINITY);
        one.put(0, -1e30);
        assertThat(one.number(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void roundsToTheNearestBfloat16() {
        Tensor.Packed one = one(DataType.BFLOAT16);
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            one.put(0, value);
            if (Float.isNaN(value)) {
                assertThat(one.number(0)).isNaN();
                continue;
            }
            int low = Float.floatToRawIntBits(value) & 0xFFFF_0000;
            double down = Float.intBitsToFloat(low);
            double up = Float.intBitsToFloat(low + 0x1_0000);
            double nearer = Math.abs(value - down) < Math.abs(up - value) ? down : up;
            if (Double.isFinite(up) && Math.abs(value - down) != Math.abs(up - value)) {
                assertThat(one.number(0)).isEqualTo(nearer);
            }
        }
    }

    @Test
    void readsIntegersWithAndWithoutSign() {
        Tensor.Packed bytes = one(DataType.UINT8);
        bytes.put(0, 200);
        Tensor.Packed large = one(DataType.UINT64);
        large.put(0, -1L);

        assertThat(bytes.integer(0)).isEqualTo(200);
        assertThat(bytes.number(0)).isEqualTo(200);
        assertThat(Long.toUnsignedString(large.integer(0))).isEqualTo("18446744073709551615");
        assertThat(large.number(0)).isEqualTo(0x1p64);
    }

    @Test
    void refusesBytesThatDoNotFitTheShape() {
        ByteBuffer five = ByteBuffer.allocate(5).order(ByteOrder.nativeOrder());

        assertThatThrownBy(() -> new Tensor.Packed(DataType.FLOAT32, new int[] {1}, five))
                .hasMessageContaining("shape [1] of type FLOAT32 does not hold 5 bytes");
        assertThatThrownBy(() -> Tensor.Packed.zeros(DataType.FLOAT64, 1)).hasMessageContaining("not packed");
    }
}
