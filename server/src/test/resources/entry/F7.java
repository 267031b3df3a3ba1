import java.util.Optional;

/** Has a default for each. */
class F7 {
    String run(Optional<String> data, Optional<String> color) {
        return color.orElse("red");
    }
}
