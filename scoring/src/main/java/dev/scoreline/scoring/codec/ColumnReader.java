package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.util.BitSet;

/**
 * Reads a request that is written column by column straight into typed columns: each column a list, or an object of values
 * by row label, which are pandas' {@code orient="list"} and {@code orient="columns"}. For models that know their columns by
 * name.
 *
 * <p>One thread.
 */
final class ColumnReader implements InputsByName {

    private final FormInput input;
    private final JsonParser parser;
    private final InputColumns columns;
    private final ColumnCells cells;
    private final boolean[] given;
    private final RowLabels labels = new RowLabels();
    private final BitSet[] filled;

    private int rows;
    private int first = -1;
    private int expected;
    private int column;
    private int row;

    ColumnReader(FormInput input) {
        this.input = input;
        this.parser = input.parser();
        this.columns = input.columns();
        this.cells = columns.newColumnCells();
        this.given = new boolean[columns.size()];
        this.filled = new BitSet[columns.size()];
    }

    /** What reads one column into the cells. */
    private interface Reading {
        void read(String name) throws IOException, Misfit;
    }

    /** Reads {@code {"a": [1, 2], "b": ["x", "y"]}}; a value may stand in a list of its own, as tensors of one column do. */
    ReadRows readLists() throws IOException {
        readAll(this::readList);
        return rows();
    }

    @Override
    public void read(String name) throws IOException {
        readColumn(name, this::readList);
    }

    @Override
    public ReadRows rows() {
        String pointer = input.pointer();
        fillAbsent();
        return new ReadRows(
                cells.toTable(rows, columns.size()),
                (row, column) -> pointer + "/" + Places.segment(columns.name(column)) + "/" + row);
    }

    /** Reads {@code {"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": "y"}}}; the rows come as their labels first appear. */
    ReadRows readLabelled() throws IOException {
        readAll(this::readLabels);
        String pointer = input.pointer();
        rows = labels.size();
        fillGaps();
        fillAbsent();
        return new ReadRows(
                cells.toTable(rows, columns.size()),
                (row, column) ->
                        pointer + "/" + Places.segment(columns.name(column)) + "/" + Places.segment(labels.label(row)));
    }

    private void readAll(Reading reading) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readColumn(name, reading);
        }
    }

    private void readColumn(String name, Reading reading) throws IOException {
        column = columns.position(name, expected);
        if (column < 0) {
            if (!columns.ignoresUnknown()) {
                throw input.unknownColumn(name);
            }
            parser.skipChildren();
            return;
        }
        if (given[column]) {
            throw input.refusal("the column " + Excerpt.quoted(name) + " is given twice");
        }
        given[column] = true;
        expected = column + 1;
        try {
            reading.read(name);
        } catch (Misfit e) {
            throw input.misfit(place(name), column);
        }
    }

    private String place(String name) {
        String label = row < labels.size() ? Places.segment(labels.label(row)) : Integer.toString(row);
        return input.pointer() + "/" + Places.segment(name) + "/" + label;
    }

    private void readList(String name) throws IOException, Misfit {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_ARRAY) {
            throw input.refusedKey(name, "expected a list of values but got " + JsonValues.describe(parser, token));
        }
        row = 0;
        for (token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            input.checkRoom(row, columns.size());
            cells.begin(row, columns.size());
            putValue(name, token);
            row++;
        }
        if (first < 0) {
            first = column;
            rows = row;
        } else if (row != rows) {
            throw input.refusedKey(
                    name,
                    "expected " + InputColumns.values(rows) + ", as for column " + Excerpt.quoted(columns.name(first))
                            + ", but got " + row);
        }
    }

    private void putValue(String name, JsonToken token) throws IOException, Misfit {
        if (token != JsonToken.START_ARRAY) {
            cells.put(column, parser, token);
            return;
        }
        cells.put(column, parser, parser.nextToken());
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw InferenceException.invalidInput(place(name) + ": expected one value but got a list of several");
        }
    }

    private void readLabels(String name) throws IOException, Misfit {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT) {
            throw input.refusedKey(
                    name, "expected an object of values by row but got " + JsonValues.describe(parser, token));
        }
        BitSet seen = new BitSet(labels.size());
        filled[column] = seen;
        int next = 0;
        for (String label = parser.nextFieldName(); label != null; label = parser.nextFieldName()) {
            token = parser.nextToken();
            row = labels.number(label, next);
            if (row == labels.size()) {
                input.checkRoom(row, columns.size());
                labels.add(label);
            }
            if (seen.get(row)) {
                throw InferenceException.invalidInput(place(name) + ": this row is given twice");
            }
            seen.set(row);
            cells.begin(row, columns.size());
            cells.put(column, parser, token);
            next = row + 1;
        }
    }

    /** A row that some column does not have is missing there, as in pandas, where the model bears that. */
    private void fillGaps() {
        for (int c = 0; c < filled.length; c++) {
            for (int r = given[c] ? filled[c].nextClearBit(0) : rows; r < rows; r = filled[c].nextClearBit(r + 1)) {
                if (columns.isRequired(c)) {
                    throw input.refusedKey(
                            columns.name(c),
                            "the row " + Excerpt.quoted(labels.label(r)) + ", which another column has, is missing");
                }
                cells.begin(r, columns.size());
                cells.putMissing(c);
            }
        }
    }

    private void fillAbsent() {
        for (int c = 0; c < given.length; c++) {
            if (!given[c]) {
                if (columns.isRequired(c)) {
                    throw input.refusal("the column " + Excerpt.quoted(columns.name(c)) + " is missing");
                }
                for (int r = 0; r < rows; r++) {
                    cells.begin(r, columns.size());
                    cells.putMissing(c);
                }
            }
        }
    }
}
