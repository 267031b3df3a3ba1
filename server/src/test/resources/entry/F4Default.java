import java.util.OptionalInt;

/** Returns its number, 1 if there is none. */
class F4Default {
    int run(OptionalInt num) {
        return num.orElse(1);
    }
}
