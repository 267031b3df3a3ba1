package dev.scoreline.batch.output;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.scoring.codec.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a cell of a {@linkplain TypedLines typed line} as its column's type wants it. Stateless; thread-safe. */
final class TypedCell {

    private TypedCell() {}

    /** The value that begins at the present token; the parser is left at its end. */
    static @Nullable Object read(JsonParser json, TypedColumn column) throws IOException {
        if (!column.isList() || json.currentToken() == JsonToken.VALUE_NULL) {
            return value(json, column.kind());
        }
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json, column.kind()));
        }
        return elements;
    }

    private static @Nullable Object value(JsonParser json, TypedColumn.Kind kind) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (kind) {
            case NUMBER -> json.getDoubleValue();
            case WHOLE -> json.getLongValue();
            case TRUTH -> json.getBooleanValue();
            case TEXT -> json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : text(json);
        };
    }

    /** What is no text, as the CSV form writes it. */
    private static String text(JsonParser json) throws IOException {
        JsonBytes out = new JsonBytes(64);
        copy(json, out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static void copy(JsonParser json, JsonBytes out) throws IOException {
        switch (json.currentToken()) {
            case START_ARRAY -> copyAll(json, '[', ']', out);
            case START_OBJECT -> copyAll(json, '{', '}', out);
            case VALUE_STRING -> out.text(json.getText());
            default -> out.word(json.getText());
        }
    }

    private static void copyAll(JsonParser json, char open, char close, JsonBytes out) throws IOException {
        out.ascii(open);
        boolean isFirst = true;
        while (!json.nextToken().isStructEnd()) {
            if (!isFirst) {
                out.ascii(',');
            }
            isFirst = false;
            if (json.currentToken() == JsonToken.FIELD_NAME) {
                out.text(json.currentName());
                out.ascii(':');
                json.nextToken();
            }
            copy(json, out);
        }
        out.ascii(close);
    }
}
