import dev.scoreline.model.entry.EntrySample;
import java.util.List;

/** Takes a list of values of several types. */
class F22 {
    Object run(@EntrySample("[1, \"a\"]") List<Object> data) {
        return data;
    }
}
