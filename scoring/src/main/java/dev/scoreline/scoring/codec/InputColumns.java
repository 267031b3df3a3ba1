package dev.scoreline.scoring.codec;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signature's input as the reader of rows needs it. Immutable; thread-safe. */
final class InputColumns {

    private final List<Feature> features;
    private final boolean named;
    private final ExtraColumns extraColumns;
    private final String[] names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final boolean dense;

    InputColumns(ModelSignature signature) {
        this.features = signature.features();
        this.named = signature.named();
        this.extraColumns = signature.extraColumns();
        this.names = features.stream().map(Feature::name).toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            positions.put(names[i], i);
        }
        this.dense = signature.isNumeric();
    }

    /** The number of columns that the model knows. */
    int size() {
        return names.length;
    }

    boolean isNamed() {
        return named;
    }

    /** Whether rows may be wider than {@link #size()}, all as wide as the first. */
    boolean isOpen() {
        return extraColumns == ExtraColumns.KEPT;
    }

    boolean ignoresUnknown() {
        return extraColumns == ExtraColumns.IGNORED;
    }

    String name(int column) {
        return names[column];
    }

    boolean isRequired(int column) {
        return features.get(column).required();
    }

    /** Whether the model knows a column by this name. */
    boolean has(String name) {
        return named && positions.containsKey(name);
    }

    /**
     * The position of a name, or -1.
     *
     * @param expected the position that is tried first: records mostly keep the model's order
     */
    int position(String name, int expected) {
        if (expected < names.length && names[expected].equals(name)) {
            return expected;
        }
        return positions.getOrDefault(name, -1);
    }

    Cells newCells(int bodyBytes, JsonLimits limits) {
        // Numbers mostly take four or more bytes with their comma; a wrong guess costs one copy.
        return dense
                ? new DenseCells((int) Math.min(bodyBytes / 8 + names.length, limits.maxValues()))
                : new ColumnCells(features);
    }

    /** Cells for a request that is written column by column. */
    ColumnCells newColumnCells() {
        return new ColumnCells(features);
    }

    /** Whether every column is numbers, so that a table may be dense. */
    boolean isDense() {
        return dense;
    }

    /** Whether a column takes nothing but numbers. */
    boolean isNumber(int column) {
        return column >= names.length || features.get(column).type().isNumeric();
    }

    boolean takesNumbers(int column) {
        return isNumber(column) || features.get(column).type() == DataType.OBJECT;
    }

    boolean takesTexts(int column) {
        return !isNumber(column);
    }

    /** A column of cells for one that takes more than numbers. */
    Column column(int column, @Nullable Object[] cells) {
        return features.get(column).type() == DataType.STRING
                ? new Column.Texts(Arrays.copyOf(cells, cells.length, String[].class))
                : new Column.Cells(cells);
    }

    /** A column that a request leaves out. */
    Column missingColumn(int column, int rows) {
        if (!isNumber(column)) {
            return column(column, new Object[rows]);
        }
        double[] values = new double[rows];
        Arrays.fill(values, Double.NaN);
        return new Column.Numbers(values);
    }

    /** What a column takes, for a person. */
    String wanted(int column) {
        String wanted = column < names.length ? wanted(features.get(column).type()) : "a number";
        return named && column < names.length ? wanted + " for column " + Excerpt.quoted(names[column]) : wanted;
    }

    private static String wanted(DataType type) {
        return switch (type.kind()) {
            case FLOATING, INTEGER, BOOLEAN -> "a number";
            case TEXT -> "a text or null";
            case ANY -> "a number, a text, true, false or null";
        };
    }

    /** The refusal of a column that the model does not have. */
    InferenceException unknown(String name, BodyPlace place) {
        return place.refusal("the model has no column " + Excerpt.quoted(name) + ": expected " + form());
    }

    /** The form of a request, for a person. */
    String form() {
        if (names.length == 0) {
            return "{\"data\": [[…]]} with any number of rows, all equally long";
        }
        String rows = "{\"data\": [[…]]} with rows of " + values(names.length);
        if (isOpen()) {
            rows += " or more";
        }
        if (!named) {
            return rows;
        }
        return rows + " in the order " + Excerpt.list(List.of(names))
                + ", or {\"data\": [{…}]} with the values by these names";
    }

    static String values(int count) {
        return count == 1 ? "1 value" : count + " values";
    }
}
