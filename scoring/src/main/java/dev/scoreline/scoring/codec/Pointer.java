package dev.scoreline.scoring.codec;

import dev.scoreline.scoring.codec.ScoreRequest.Form;

/** Where a value stands in a request, as a JSON pointer (RFC 6901). Stateless; thread-safe. */
final class Pointer {

    private Pointer() {}

    static String of(Form form, int row, int column, InputColumns columns) {
        boolean byName = form == Form.RECORDS && column < columns.size();
        return "/data/" + row + "/" + (byName ? Excerpt.of(escaped(columns.name(column))) : column);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
