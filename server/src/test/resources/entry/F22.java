import java.util.List;

/** Takes a list of values of several types. */
class F22 {
    Object run(List<Object> data) {
        return data;
    }
}
