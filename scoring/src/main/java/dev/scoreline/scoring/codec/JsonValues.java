package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a JSON value means in a column. Stateless; thread-safe. */
final class JsonValues {

    private JsonValues() {}

    /** A number, {@code true} and {@code false} as 1 and 0 as in NumPy, or {@code null} as NaN. */
    static double number(JsonParser parser, JsonToken token) throws IOException, Misfit {
        return switch (token) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> finiteOrWord(parser);
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_NULL -> Double.NaN;
            default -> throw new Misfit();
        };
    }

    private static double finiteOrWord(JsonParser parser) throws IOException, Misfit {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value) && !isWord(parser.getText())) {
            throw new Misfit();
        }
        return value;
    }

    /** Whether this is one of Python's words, and neither 1e400 nor one of the words that the parser knows besides. */
    static boolean isWord(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    static boolean isNaN(JsonParser parser, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NUMBER_FLOAT && parser.getText().equals("NaN");
    }

    /** A value of any kind that a cell can hold. */
    static @Nullable Object cell(JsonParser parser, JsonToken token) throws IOException, Misfit {
        return switch (token) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> finiteOrWord(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new Misfit();
        };
    }

    /** What came, for a person: {@code the text "x"}. */
    static String describe(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> "the text \"" + Excerpt.of(parser.getText()) + "\"";
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> "the number " + Excerpt.of(parser.getText());
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            default -> String.valueOf(token.asString());
        };
    }
}
