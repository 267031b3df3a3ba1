package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of several types, each growing on its own. One thread. */
final class ColumnCells implements Cells {

    /** A column that grows by one value a row. */
    private sealed interface Growing permits GrowingNumbers, GrowingTexts, GrowingObjects {
        void put(int row, JsonParser parser, JsonToken token) throws IOException, Misfit;

        void putMissing(int row);

        Column toColumn(int rows);
    }

    private static final class GrowingNumbers implements Growing {
        private double[] values = new double[8];

        @Override
        public void put(int row, JsonParser parser, JsonToken token) throws IOException, Misfit {
            set(row, JsonValues.number(parser, token));
        }

        @Override
        public void putMissing(int row) {
            set(row, Double.NaN);
        }

        private void set(int row, double value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(row, values.length));
            }
            values[row] = value;
        }

        @Override
        public Column toColumn(int rows) {
            return new Column.Numbers(Arrays.copyOf(values, rows));
        }
    }

    /** Text and none. A bare NaN, which pandas writes for a missing text, is another value than none and is kept apart. */
    private static final class GrowingTexts implements Growing {
        private @Nullable Object[] values = new Object[8];
        private boolean hasNaN;

        @Override
        public void put(int row, JsonParser parser, JsonToken token) throws IOException, Misfit {
            if (token == JsonToken.VALUE_STRING) {
                set(row, parser.getText());
            } else if (token == JsonToken.VALUE_NULL) {
                set(row, null);
            } else if (JsonValues.isNaN(parser, token)) {
                hasNaN = true;
                set(row, Double.NaN);
            } else {
                throw new Misfit();
            }
        }

        @Override
        public void putMissing(int row) {
            set(row, null);
        }

        private void set(int row, @Nullable Object value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(row, values.length));
            }
            values[row] = value;
        }

        @Override
        public Column toColumn(int rows) {
            return hasNaN
                    ? new Column.Cells(Arrays.copyOf(values, rows))
                    : new Column.Texts(Arrays.copyOf(values, rows, String[].class));
        }
    }

    private static final class GrowingObjects implements Growing {
        private @Nullable Object[] values = new Object[8];

        @Override
        public void put(int row, JsonParser parser, JsonToken token) throws IOException, Misfit {
            set(row, JsonValues.cell(parser, token));
        }

        @Override
        public void putMissing(int row) {
            set(row, null);
        }

        private void set(int row, @Nullable Object value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(row, values.length));
            }
            values[row] = value;
        }

        @Override
        public Column toColumn(int rows) {
            return new Column.Cells(Arrays.copyOf(values, rows));
        }
    }

    private final List<Growing> columns = new ArrayList<>();
    private int row;

    ColumnCells(List<Feature> features) {
        for (Feature feature : features) {
            columns.add(of(feature.type()));
        }
    }

    private static Growing of(DataType type) {
        return switch (type.kind()) {
            case FLOATING, INTEGER, BOOLEAN -> new GrowingNumbers();
            case TEXT -> new GrowingTexts();
            case ANY -> new GrowingObjects();
        };
    }

    private static int grown(int row, int length) {
        return Math.max(row + 1, length + (length >> 1));
    }

    @Override
    public void begin(int row, int width) {
        this.row = row;
    }

    @Override
    public void put(int column, JsonParser parser, JsonToken token) throws IOException, Misfit {
        if (column == columns.size()) {
            // A column beyond the model's own, which it keeps: the rows are as wide as the first.
            columns.add(new GrowingNumbers());
        }
        columns.get(column).put(row, parser, token);
    }

    @Override
    public void putMissing(int column) {
        columns.get(column).putMissing(row);
    }

    @Override
    public Table toTable(int rows, int width) {
        return Table.of(
                rows, columns.stream().map(column -> column.toColumn(rows)).toList());
    }
}
