package dev.scoreline.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A JSON value that the script's type cannot take. Its message begins with the value's place, a JSON pointer. */
final class Misfit extends Exception {

    private static final int MAX_SHOWN_CHARS = 60;

    Misfit(String message) {
        super(message, null, false, false);
    }

    /** The value at which the parser stands is not {@code expected}. */
    static Misfit of(JsonParser parser, String expected) throws IOException {
        return at(parser, "expected " + expected + " but got " + describe(parser));
    }

    /** Something is wrong with the value at which the parser stands. */
    static Misfit at(JsonParser parser, String what) {
        return new Misfit(place(parser) + ": " + what);
    }

    private static String place(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "the body" : pointer;
    }

    private static String describe(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> "the text \"" + shown(parser.getText()) + "\"";
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> "the number " + shown(parser.getText());
            case START_ARRAY, END_ARRAY -> "a list";
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            default -> String.valueOf(token.asString());
        };
    }

    private static String shown(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN_CHARS)
                .forEach(point -> printable.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return text.codePointCount(0, text.length()) > MAX_SHOWN_CHARS
                ? printable.append('…').toString()
                : printable.toString();
    }
}
