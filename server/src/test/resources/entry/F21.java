import dev.scoreline.model.entry.EntrySample;
import java.util.Arrays;

/** Takes an int64 vector and answers a double vector, which holds its sum. */
class F21 {
    @EntrySample("[3726.995]")
    double[] run(@EntrySample("[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]") long[] data) {
        return new double[] {Arrays.stream(data).sum()};
    }
}
