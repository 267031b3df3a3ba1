package dev.scoreline.sklearn.pickle;

import dev.scoreline.sklearn.pickle.PyValue.Bytes;
import java.util.Set;

/** Python's {@code bytes} and {@code bytearray}, as protocols without an instruction for bytes write them. Immutable; thread-safe. */
final class PythonBytes {

    private static final Set<String> LATIN1 = Set.of("latin1", "latin-1");

    private PythonBytes() {}

    /** {@code _codecs.encode(text, 'latin1')}: how protocols 0 to 2 write bytes. */
    static Bytes encode(Arguments arguments) {
        if (!LATIN1.contains(arguments.text(1))) {
            throw arguments.wrong("the encoding latin1", Excerpt.of(arguments.text(1)));
        }
        return new Bytes(arguments.bytes(0));
    }

    /** {@code bytes()}, {@code bytearray(bytes)}, {@code bytearray(text, 'latin-1')}. */
    static Bytes of(Arguments arguments) {
        return switch (arguments.size()) {
            case 0 -> new Bytes(new byte[0]);
            case 1 -> new Bytes(arguments.bytes(0));
            case 2 -> encode(arguments);
            default -> throw arguments.wrong("at most 2 arguments", Integer.toString(arguments.size()));
        };
    }
}
