import java.util.Map;

/** Returns an object. */
class F2 {
    Object run(String data) {
        return Map.of("a", 1);
    }
}
