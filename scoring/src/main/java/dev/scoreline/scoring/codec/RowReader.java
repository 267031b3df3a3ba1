package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.scoring.codec.ScoreRequest.Form;
import java.io.IOException;

/**
 * Reads the list of rows of one request straight into cells. The first row decides whether rows are lists or records, and,
 * for a model that takes any number of columns, how wide they are. It also keeps the place it is at, so that every refusal
 * can name it by a JSON pointer (RFC 6901).
 *
 * <p>One thread.
 */
final class RowReader {

    private static final int UNKNOWN = -1;

    private final JsonParser parser;
    private final InputColumns columns;
    private final JsonLimits limits;
    private final Cells cells;
    private final int[] seenInRow;

    private Form form = Form.LISTS;
    private int width;
    private int row;
    private int column;

    RowReader(JsonParser parser, InputColumns columns, JsonLimits limits, int bodyBytes) {
        this.parser = parser;
        this.columns = columns;
        this.limits = limits;
        this.cells = columns.newCells(bodyBytes, limits);
        this.seenInRow = columns.isNamed() ? new int[columns.size()] : new int[0];
        this.width = columns.isOpen() ? UNKNOWN : columns.size();
    }

    Form form() {
        return form;
    }

    /** Reads the list that the parser stands at. */
    Table read() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_ARRAY) {
            throw InferenceException.invalidInput(
                    "/data: expected a list of rows but got " + JsonValues.describe(parser, token));
        }
        try {
            for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                checkSize();
                readRow(token);
                row++;
            }
        } catch (Misfit e) {
            throw misfit();
        }
        return cells.toTable(row, width == UNKNOWN ? columns.size() : width);
    }

    private void checkSize() {
        if (row >= limits.maxRows()) {
            throw tooLarge(limits.maxRows() + " rows");
        }
        if ((long) (row + 1) * Math.max(width, 0) > limits.maxValues()) {
            throw tooLarge(limits.maxValues() + " values");
        }
    }

    private static InferenceException tooLarge(String limit) {
        return new InferenceException(
                ErrorCode.INPUT_TOO_LARGE,
                "/data: the request holds more than " + limit
                        + ", which is the limit: send the rows in several requests");
    }

    private void readRow(JsonToken token) throws IOException, Misfit {
        if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
            throw notARow(token);
        }
        Form found = token == JsonToken.START_ARRAY ? Form.LISTS : Form.RECORDS;
        if (row == 0) {
            form = found;
        } else if (form != found) {
            throw at(
                    form == Form.LISTS
                            ? "expected a list, as the first row is one, but got an object"
                            : "expected an object, as the first row is one, but got a list");
        }
        if (found == Form.LISTS) {
            readList();
        } else {
            readRecord();
        }
    }

    private void readList() throws IOException, Misfit {
        int most = width == UNKNOWN ? (int) Math.min(limits.maxValues(), Integer.MAX_VALUE) : width;
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

    private InferenceException tooWide() throws IOException {
        if (width == UNKNOWN) {
            return tooLarge(limits.maxValues() + " values");
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
        String why = columns.isOpen() && row > 0 ? ", as in the first row," : "";
        return at("expected " + InputColumns.values(wanted) + why + " but got " + count);
    }

    private void readRecord() throws IOException, Misfit {
        if (!columns.isNamed()) {
            throw at("got an object, but the model does not know its columns by name: expected " + columns.form());
        }
        width = columns.size();
        checkSize();
        cells.begin(row, width);
        int stamp = row + 1;
        int expected = 0;
        int filled = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            column = columns.position(name, expected);
            JsonToken token = parser.nextToken();
            if (column < 0) {
                skipUnknown(name);
                continue;
            }
            if (seenInRow[column] == stamp) {
                throw at("the column " + Excerpt.quoted(name) + " is given twice");
            }
            seenInRow[column] = stamp;
            cells.put(column, parser, token);
            filled++;
            expected = column + 1;
        }
        if (filled < width) {
            fillMissing(stamp);
        }
    }

    private void skipUnknown(String name) throws IOException {
        if (!columns.ignoresUnknown()) {
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
        return at("expected a row but got " + came
                + ": data is a list of rows, so wrap a single row into one more list," + " {\"data\": [[…]]}");
    }

    private InferenceException misfit() throws IOException {
        JsonToken token = parser.currentToken();
        String where = Pointer.of(form, row, column, columns);
        boolean number = token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
        if (number && !Double.isFinite(parser.getDoubleValue()) && !JsonValues.isWord(parser.getText())) {
            return InferenceException.invalidInput(
                    where + ": " + JsonValues.describe(parser, token)
                            + " is none that a 64-bit float holds: its range ends at 1.8e308, and infinity is written Infinity");
        }
        return InferenceException.invalidInput(
                where + ": expected " + columns.wanted(column) + " but got " + JsonValues.describe(parser, token));
    }

    private InferenceException at(String message) {
        return InferenceException.invalidInput("/data/" + row + ": " + message);
    }
}
