package dev.scoreline.model.entry;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the tables that models take from what entry code has at hand. Stateless; thread-safe. */
public final class EntryRows {

    private EntryRows() {}

    /** Rows of equal length. */
    public static Table ofNumbers(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[Math.multiplyExact(rows.length, width)];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != width) {
                throw InferenceException.invalidInput(
                        "row " + r + ": expected " + width + " numbers, as in row 0, but got " + rows[r].length);
            }
            System.arraycopy(rows[r], 0, values, r * width, width);
        }
        return Table.dense(values, rows.length, width);
    }

    /** The signature's columns out of records; a column that is not required counts as missing where it is left out. */
    public static Table ofRecords(ModelSignature signature, List<? extends Map<String, ?>> records) {
        List<Column> columns = new ArrayList<>();
        for (Feature feature : signature.features()) {
            @Nullable Object[] cells = new Object[records.size()];
            for (int r = 0; r < cells.length; r++) {
                cells[r] = cell(feature, r, records.get(r));
            }
            columns.add(column(feature.type(), cells));
        }
        return Table.of(records.size(), columns);
    }

    /** A table as it is; a tensor of two dimensions as its rows. */
    public static Table ofPayload(Payload payload) {
        if (payload instanceof Table table) {
            return table;
        }
        if (payload instanceof Tensor tensor && tensor.shape().length == 2) {
            if (tensor instanceof Tensor.Doubles doubles) {
                return Table.dense(doubles.values(), doubles.shape()[0], doubles.shape()[1]);
            }
            if (tensor instanceof Tensor.Longs longs) {
                double[] values = new double[longs.values().length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = longs.values()[i];
                }
                return Table.dense(values, longs.shape()[0], longs.shape()[1]);
            }
            if (tensor instanceof Tensor.Packed packed) {
                double[] values = new double[Tensor.size(packed.shape())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = packed.number(i);
                }
                return Table.dense(values, packed.shape()[0], packed.shape()[1]);
            }
        }
        throw InferenceException.invalidInput(
                "rows: expected a table or a tensor of numbers with two dimensions but got a "
                        + payload.getClass().getSimpleName());
    }

    private static @Nullable Object cell(Feature feature, int row, Map<String, ?> record) {
        Object value = record.get(feature.name());
        if (value == null && feature.required() && !record.containsKey(feature.name())) {
            throw InferenceException.invalidInput("record " + row + ": the column '" + feature.name() + "' is missing");
        }
        boolean isNumbers = feature.type().isNumeric();
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag && isNumbers) {
            return flag ? 1.0 : 0.0;
        }
        if (value == null || value instanceof Boolean || (value instanceof String && !isNumbers)) {
            return value == null && isNumbers ? (Object) Double.NaN : value;
        }
        throw InferenceException.invalidInput("record " + row + ", column '" + feature.name() + "': expected "
                + feature.type() + " but got a " + value.getClass().getSimpleName());
    }

    private static Column column(DataType type, @Nullable Object[] cells) {
        return type == DataType.OBJECT ? new Column.Cells(cells) : Column.narrowest(cells);
    }
}
