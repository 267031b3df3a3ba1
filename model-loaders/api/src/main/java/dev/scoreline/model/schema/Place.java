package dev.scoreline.model.schema;

import dev.scoreline.model.InferenceException;
import java.util.List;
import java.util.Map;

/** Where a value stands in a request: a JSON pointer (RFC 6901). Immutable; thread-safe. */
record Place(String pointer) {

    private static final int MAX_SHOWN_CHARS = 60;

    Place at(String name) {
        String shown = name.length() > MAX_SHOWN_CHARS ? name.substring(0, MAX_SHOWN_CHARS) + "…" : name;
        return new Place(pointer + "/" + shown.replace("~", "~0").replace("/", "~1"));
    }

    Place at(int index) {
        return new Place(pointer + "/" + index);
    }

    /** The refusal of a value. */
    InferenceException expected(String what, Object came) {
        return refused("expected " + what + " but got " + described(came));
    }

    InferenceException refused(String why) {
        return InferenceException.invalidInput(pointer + ": " + why);
    }

    private static String described(Object value) {
        if (value instanceof String text) {
            String shown = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text;
            return "the text \"" + shown.replaceAll("\\p{C}", "?") + "\"";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        return value instanceof Number ? "the number " + value : String.valueOf(value);
    }
}
