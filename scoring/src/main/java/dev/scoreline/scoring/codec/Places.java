package dev.scoreline.scoring.codec;

/** Where the values of a request's table stand in the request, as JSON pointers (RFC 6901). Immutable; thread-safe. */
@FunctionalInterface
public interface Places {

    /** The pointer to a value, its row and its column in the model's order counted from 0: {@code /data/3/age}. */
    String of(int row, int column);

    /** A list of lists under a pointer. */
    static Places lists(String pointer) {
        return (row, column) -> pointer + "/" + row + "/" + column;
    }

    /** A key as part of a pointer, made fit for a message. */
    static String segment(String key) {
        return Excerpt.of(key.replace("~", "~0").replace("/", "~1"));
    }
}
