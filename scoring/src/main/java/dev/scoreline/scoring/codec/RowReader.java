package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the rows of one request straight into cells. The first row decides whether rows are lists or records, and, for a
 * model that takes any number of columns, how wide they are. It also keeps the place it is at, so that every refusal can
 * name it by a JSON pointer (RFC 6901).
 *
 * <p>One thread.
 */
final class RowReader {

    private static final int UNKNOWN = -1;

    /** How a row is written. */
    private enum Kind {
        LIST("a list"),
        RECORD("an object"),
        VALUE("a single value");

        private final String told;

        Kind(String told) {
            this.told = told;
        }
    }

    private final FormInput input;
    private final JsonParser parser;
    private final InputColumns columns;
    private final Cells cells;
    private final int[] seenInRow;
    private final ColumnOrder order;
    private final Set<String> indexNames;
    private final boolean isLoose;
    /** The labels of the rows so far, where rows are given by label. */
    private List<String> labels = List.of();

    private Kind kind = Kind.LIST;
    private int width;
    private int row;
    private int column;

    private RowReader(FormInput input, ColumnOrder order, Set<String> indexNames, boolean isLoose) {
        this.input = input;
        this.parser = input.parser();
        this.columns = input.columns();
        this.cells = columns.newCells(input.source().lengthBytes(), input.limits());
        this.seenInRow = columns.isNamed() ? new int[columns.size()] : new int[0];
        this.order = order;
        this.indexNames = indexNames;
        this.isLoose = isLoose;
        this.width = columns.isOpen() && !order.isGiven() ? UNKNOWN : order.width(columns);
    }

    /** Rows in the model's order, or records. */
    static RowReader of(FormInput input) {
        return new RowReader(input, ColumnOrder.MODELS, Set.of(), false);
    }

    /** As TensorFlow Serving takes them: a row of one column need not be a list, a value of a record may be a list of one. */
    static RowReader loose(FormInput input) {
        return new RowReader(input, ColumnOrder.MODELS, Set.of(), true);
    }

    /** Lists in an order that the request has named. */
    static RowReader ordered(FormInput input, ColumnOrder order) {
        return new RowReader(input, order, Set.of(), false);
    }

    /** Records that also hold the columns of an index, which are left out. */
    static RowReader indexed(FormInput input, Set<String> indexNames) {
        return new RowReader(input, ColumnOrder.MODELS, indexNames, false);
    }

    /** Reads the list that the parser stands at. */
    ReadRows read() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_ARRAY) {
            throw input.refusal("expected a list of rows but got " + JsonValues.describe(parser, token));
        }
        try {
            for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                input.checkRoom(row, order.isModels() ? width : Math.max(width, columns.size()));
                readRow(token);
                row++;
            }
        } catch (Misfit e) {
            throw input.misfit(places().of(row, column), column);
        }
        return rows();
    }

    /** Reads the object of records by row label that the parser stands at: pandas' {@code orient="index"}. */
    ReadRows readLabelled() throws IOException {
        kind = Kind.RECORD;
        labels = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try {
            for (String label = parser.nextFieldName(); label != null; label = parser.nextFieldName()) {
                labels.add(label);
                JsonToken token = parser.nextToken();
                if (!seen.add(label)) {
                    throw at("this row is given twice");
                }
                if (token != JsonToken.START_OBJECT) {
                    throw at("expected an object, as the first row is one, but got "
                            + JsonValues.describe(parser, token));
                }
                input.checkRoom(row, width);
                readRecord();
                row++;
            }
        } catch (Misfit e) {
            throw input.misfit(places().of(row, column), column);
        }
        return rows();
    }

    private ReadRows rows() {
        Table table = cells.toTable(row, order.isModels() && width != UNKNOWN ? width : columns.size());
        return new ReadRows(table, places());
    }

    private Places places() {
        String pointer = input.pointer();
        return switch (kind) {
            case LIST ->
                !order.isGiven()
                        ? Places.lists(pointer)
                        : (row, column) -> pointer + "/" + row + "/" + order.place(column);
            case RECORD -> (row, column) -> rowPointer(row) + "/" + Places.segment(columns.name(column));
            case VALUE -> (row, column) -> pointer + "/" + row;
        };
    }

    private String rowPointer(int at) {
        return input.pointer() + "/" + (labels.isEmpty() ? Integer.toString(at) : Places.segment(labels.get(at)));
    }

    private void readRow(JsonToken token) throws IOException, Misfit {
        Kind found = kind(token);
        if (row == 0) {
            kind = found;
        } else if (kind != found) {
            throw at("expected " + kind.told + ", as the first row is one, but got " + found.told);
        }
        switch (found) {
            case LIST -> readList();
            case RECORD -> readRecord();
            case VALUE -> readValue(token);
        }
    }

    private Kind kind(JsonToken token) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            return Kind.LIST;
        }
        if (token == JsonToken.START_OBJECT) {
            return Kind.RECORD;
        }
        boolean single = width == 1 || (width == UNKNOWN && columns.size() <= 1);
        if (isLoose && single) {
            return Kind.VALUE;
        }
        throw notARow(token);
    }

    private void readList() throws IOException, Misfit {
        if (!order.isModels()) {
            readOrdered();
            return;
        }
        int most = width == UNKNOWN ? (int) Math.min(input.limits().maxValues(), Integer.MAX_VALUE) : width;
        cells.begin(row, Math.max(width, 0));
        column = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (column == most) {
                throw tooWide();
            }
            cells.put(column, parser, token);
            column++;
        }
        if (width == UNKNOWN && column >= columns.size()) {
            width = column;
        } else if (column != width) {
            throw wrongWidth(column);
        }
    }

    private void readOrdered() throws IOException, Misfit {
        cells.begin(row, columns.size());
        int[] written = order.written();
        int place = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (place == written.length) {
                throw tooWide();
            }
            column = written[place++];
            if (column < 0) {
                parser.skipChildren();
            } else {
                cells.put(column, parser, token);
            }
        }
        if (place != written.length) {
            throw wrongWidth(place);
        }
        for (int absent : order.absent()) {
            cells.putMissing(absent);
        }
    }

    private void readValue(JsonToken token) throws IOException, Misfit {
        width = 1;
        cells.begin(row, 1);
        column = 0;
        cells.put(0, parser, token);
    }

    private InferenceException tooWide() throws IOException {
        if (width == UNKNOWN) {
            return input.tooLarge(input.limits().maxValues() + " values");
        }
        int count = width;
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            count++;
            parser.skipChildren();
        }
        return wrongWidth(count);
    }

    private InferenceException wrongWidth(int count) {
        int wanted = width == UNKNOWN ? columns.size() : width;
        String why = "";
        if (order.isGiven()) {
            why = ", as there are names of columns,";
        } else if (columns.isOpen() && row > 0) {
            why = ", as in the first row,";
        }
        return at("expected " + InputColumns.values(wanted) + why + " but got " + count);
    }

    private void readRecord() throws IOException, Misfit {
        if (!columns.isNamed()) {
            throw at("got an object, but the model does not know its columns by name: expected " + columns.form());
        }
        width = columns.size();
        input.checkRoom(row, width);
        cells.begin(row, width);
        int stamp = row + 1;
        int expected = 0;
        int filled = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int found = columns.position(name, expected);
            JsonToken token = parser.nextToken();
            if (found < 0) {
                skipUnknown(name);
                continue;
            }
            column = found;
            if (seenInRow[column] == stamp) {
                throw at("the column " + Excerpt.quoted(name) + " is given twice");
            }
            seenInRow[column] = stamp;
            putCell(token);
            filled++;
            expected = column + 1;
        }
        if (filled < width) {
            fillMissing(stamp);
        }
    }

    private void putCell(JsonToken token) throws IOException, Misfit {
        if (!isLoose || token != JsonToken.START_ARRAY) {
            cells.put(column, parser, token);
            return;
        }
        cells.put(column, parser, parser.nextToken());
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw InferenceException.invalidInput(
                    places().of(row, column) + ": expected a list of one value but got more");
        }
    }

    private void skipUnknown(String name) throws IOException {
        if (!columns.ignoresUnknown() && !indexNames.contains(name)) {
            throw at("the model has no column " + Excerpt.quoted(name) + ": expected " + columns.form());
        }
        parser.skipChildren();
    }

    private void fillMissing(int stamp) {
        for (int c = 0; c < width; c++) {
            if (seenInRow[c] != stamp) {
                if (columns.isRequired(c)) {
                    throw at("the column " + Excerpt.quoted(columns.name(c)) + " is missing");
                }
                cells.putMissing(c);
            }
        }
    }

    private InferenceException notARow(JsonToken token) throws IOException {
        String came = JsonValues.describe(parser, token);
        if (row > 0) {
            return at("expected a row as the ones before it but got " + came);
        }
        String key = input.pointer().substring(input.pointer().lastIndexOf('/') + 1);
        return at("expected a row but got " + came + ": " + key
                + " is a list of rows, so wrap a single row into one more list, {\"" + key + "\": [[…]]}");
    }

    private InferenceException at(String message) {
        return InferenceException.invalidInput(rowPointer(row) + ": " + message);
    }
}
