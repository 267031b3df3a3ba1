package dev.scoreline.swagger;

import dev.scoreline.model.schema.JsonNull;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, text, numbers, booleans and {@link JsonNull} as JSON, keys in the map's order. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Object value) {
        JsonText json = new JsonText();
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof List<?> list) {
            writeList(list);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            // JSON has no word for it, and a document must be JSON for everyone.
            out.append("null");
        } else if (value instanceof Number || value instanceof Boolean || value instanceof JsonNull) {
            out.append(value);
        } else {
            writeText(value.toString());
        }
    }

    private void writeMap(Map<?, ?> map) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            writeText(entry.getKey().toString());
            out.append(':');
            write(entry.getValue());
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private void writeList(List<?> list) {
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            write(items.next());
            out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
