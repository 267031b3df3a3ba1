package dev.scoreline.batch.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model does not read of rows that are JSON objects, which its decoder has passed over. The first row says which columns
 * there are, as a header does. Immutable; thread-safe.
 */
record JsonExtras(List<String> names) {

    /** The decoder took the rows: what was too long for it does not come here. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Lines.MAX_LINE_BYTES)
                    .maxNameLength(Lines.MAX_LINE_BYTES)
                    .maxNumberLength(Lines.MAX_LINE_BYTES)
                    .build())
            .build();

    JsonExtras {
        names = List.copyOf(names);
    }

    /** Those of a first row. */
    static JsonExtras of(byte[] row, ModelColumns columns) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = JSON.createParser(row)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (columns.position(name) < 0 && !names.contains(name)) {
                    names.add(name);
                }
                json.nextToken();
                json.skipChildren();
            }
        }
        return new JsonExtras(names);
    }

    /** Their cells in some rows; what a row does not have is missing there. */
    KeptColumns of(List<byte[]> rows) throws IOException {
        Map<String, Integer> positions = new HashMap<>();
        List<KeptCells> columns = new ArrayList<>();
        @Nullable Object[][] cells = new @Nullable Object[names.size()][rows.size()];
        for (@Nullable Object[] column : cells) {
            positions.put(names.get(columns.size()), columns.size());
            columns.add(row -> column[row]);
        }
        for (int r = 0; r < rows.size() && !names.isEmpty(); r++) {
            try (JsonParser json = JSON.createParser(rows.get(r))) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    int position = positions.getOrDefault(json.currentName(), -1);
                    json.nextToken();
                    if (position < 0) {
                        json.skipChildren();
                    } else {
                        cells[position][r] = cell(json, rows.get(r));
                    }
                }
            }
        }
        return new KeptColumns(names, columns);
    }

    private static @Nullable Object cell(JsonParser json, byte[] row) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            // What is longer than a long keeps its digits as text.
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) json.getText()
                        : (Object) json.getLongValue();
            case VALUE_STRING -> json.getText();
            default -> nested(json, row);
        };
    }

    /** A list or an object, as it stands there. */
    private static String nested(JsonParser json, byte[] row) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        return new String(row, from, to - from, StandardCharsets.UTF_8);
    }
}
