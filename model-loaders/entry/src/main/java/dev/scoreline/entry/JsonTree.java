package dev.scoreline.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON value as plain Java: maps in the document's order, lists, text, booleans, null, and for numbers the narrowest of
 * Integer, Long, BigInteger and Double. Stateless; thread-safe.
 */
public final class JsonTree {

    private JsonTree() {}

    /** The value that a text is, if it is JSON; a holder, since the value may be null. */
    public static Optional<Holder> parse(String text) {
        try (JsonParser parser = JsonInput.parser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Object value = read(parser);
            return parser.nextToken() == null ? Optional.of(new Holder(value)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A value that may be null. */
    public record Holder(@Nullable Object value) {}

    /** The value at which the parser stands. */
    static @Nullable Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            object.put(key, read(parser));
        }
        return object;
    }

    private static List<@Nullable Object> list(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(parser));
        }
        return list;
    }
}
