package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a data frame that names its columns apart from its rows: pandas' {@code orient="split"}, which is {@code {"columns":
 * […], "index": […], "data": [[…]]}} with or without the index, and {@code orient="table"}, which is {@code {"schema": {…},
 * "data": [{…}]}}. The rows are read when the parser comes to them; if they stand before what explains them, it comes back.
 *
 * <p>One thread.
 */
final class FrameReader {

    private static final int NOT_SEEN = -1;

    private final FormInput input;
    private final JsonParser parser;
    private Optional<ColumnOrder> order = Optional.empty();
    private Optional<Set<String>> indexNames = Optional.empty();
    private Optional<ReadRows> rows = Optional.empty();
    private long dataOffset = NOT_SEEN;
    private int labels = NOT_SEEN;

    FrameReader(FormInput input) {
        this.input = input;
        this.parser = input.parser();
    }

    ReadRows read() throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            readValue(key);
        }
        ReadRows read = rows.isPresent() ? rows.get() : comeBack();
        if (labels != NOT_SEEN && labels != read.table().rows()) {
            throw input.refusedKey(
                    "index", "expected a label for each of the " + read.table().rows() + " rows but got " + labels);
        }
        return read;
    }

    private void readValue(String key) throws IOException {
        switch (key) {
            case "columns" -> order = Optional.of(readOrder());
            case "index" -> labels = countLabels();
            case "schema" -> indexNames = Optional.of(readSchema());
            case "data" -> {
                dataOffset = input.offset();
                if (isExplained()) {
                    rows = Optional.of(readRows(parser));
                } else {
                    parser.skipChildren();
                }
            }
            default ->
                throw input.refusal(
                        "the key " + Excerpt.quoted(key)
                                + " is none of a data frame's: expected \"columns\", \"index\" and \"data\", or \"schema\" and \"data\"");
        }
    }

    private ColumnOrder readOrder() throws IOException {
        FormInput names = input.under("columns");
        return ColumnOrder.of(texts(names), names);
    }

    private boolean isExplained() {
        return order.isPresent() || indexNames.isPresent();
    }

    private ReadRows comeBack() throws IOException {
        if (dataOffset == NOT_SEEN) {
            throw input.refusal("the key \"data\" is missing: expected {\"columns\": […], \"data\": [[…]]}");
        }
        if (!isExplained()) {
            throw input.refusal("the key \"columns\" is missing: expected {\"columns\": […], \"data\": [[…]]}");
        }
        try (JsonParser again = input.source().parserAt(dataOffset)) {
            again.nextToken();
            return readRows(again);
        }
    }

    private ReadRows readRows(JsonParser at) throws IOException {
        FormInput data = input.under("data").from(at);
        if (order.isPresent()) {
            return RowReader.ordered(data, order.get()).read();
        }
        return RowReader.indexed(data, indexNames.orElseThrow()).read();
    }

    private static List<String> texts(FormInput list) throws IOException {
        JsonParser parser = list.parser();
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_ARRAY) {
            throw list.refusal("expected a list of names but got " + JsonValues.describe(parser, token));
        }
        List<String> texts = new ArrayList<>();
        for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            // pandas numbers the columns of a frame without names.
            if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
                throw list.refusedKey(
                        Integer.toString(texts.size()),
                        "expected the name of a column but got " + JsonValues.describe(parser, token));
            }
            list.checkRoom(0, texts.size() + 1);
            texts.add(parser.getText());
        }
        return texts;
    }

    private int countLabels() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return NOT_SEEN;
        }
        if (token != JsonToken.START_ARRAY) {
            throw input.refusedKey("index", "expected a list but got " + JsonValues.describe(parser, token));
        }
        int count = 0;
        for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            parser.skipChildren();
            count++;
        }
        return count;
    }

    /** The names of the index, whose values stand in the rows but are no column of the frame. */
    private Set<String> readSchema() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT) {
            throw input.refusedKey("schema", "expected an object but got " + JsonValues.describe(parser, token));
        }
        // The name that pandas gives to an index without one; it leaves out the key if labels repeat.
        Set<String> names = new HashSet<>(Set.of("index"));
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            if (key.equals("primaryKey")) {
                names.addAll(texts(input.under("schema").under("primaryKey")));
            } else {
                parser.skipChildren();
            }
        }
        return names;
    }
}
