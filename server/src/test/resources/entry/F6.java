import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Has defaults for two of three. */
class F6 {
    Object run(int num, OptionalInt size, Optional<String> color) {
        return List.of(num, size.orElse(10), color.orElse("red"));
    }
}
