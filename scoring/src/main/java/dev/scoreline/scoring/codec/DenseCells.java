package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.Table;
import java.io.IOException;
import java.util.Arrays;

/** Numbers only, put row after row into the array that the model will read. One thread. */
final class DenseCells implements Cells {

    private double[] values;
    private int start;

    DenseCells(int expectedValues) {
        this.values = new double[Math.max(8, expectedValues)];
    }

    @Override
    public void begin(int row, int width) {
        start = row * width;
        ensure(start + width);
    }

    /** The limit on a request's values keeps all indexes far from overflowing. */
    private void ensure(int size) {
        if (size > values.length) {
            values = Arrays.copyOf(values, Math.max(size, values.length + (values.length >> 1)));
        }
    }

    @Override
    public void put(int column, JsonParser parser, JsonToken token) throws IOException, Misfit {
        double value = JsonValues.number(parser, token);
        int at = start + column;
        if (at >= values.length) {
            ensure(at + 1);
        }
        values[at] = value;
    }

    @Override
    public void putMissing(int column) {
        values[start + column] = Double.NaN;
    }

    @Override
    public Table toTable(int rows, int width) {
        return Table.dense(values, rows, width);
    }
}
