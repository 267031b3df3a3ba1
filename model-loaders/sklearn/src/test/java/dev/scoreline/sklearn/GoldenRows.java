package dev.scoreline.sklearn;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows to ask a model about, with the names of their columns or none, and the table that a request with these rows becomes
 * under a model's signature. Immutable; thread-safe.
 */
record GoldenRows(List<String> names, List<List<?>> rows) {

    private static final Map<String, GoldenRows> READ = new java.util.concurrent.ConcurrentHashMap<>();

    static GoldenRows read(String input) {
        return READ.computeIfAbsent(input, GoldenRows::readFile);
    }

    private static GoldenRows readFile(String input) {
        Map<String, Object> json =
                JsonTree.read(GoldenCase.FOLDER.resolve("inputs").resolve(input + ".json"));
        List<String> names = new ArrayList<>();
        if (json.get("columns") != null) {
            ((List<?>) json.get("columns")).forEach(name -> names.add((String) name));
        }
        List<List<?>> rows = new ArrayList<>();
        ((List<?>) json.get("rows")).forEach(row -> rows.add((List<?>) row));
        return new GoldenRows(names, rows);
    }

    /** Only this row. */
    GoldenRows only(int row) {
        return new GoldenRows(names, List.of(rows.get(row)));
    }

    /** The same rows with NaN where a cell is none. */
    GoldenRows withNaN() {
        List<List<?>> filled = new ArrayList<>();
        for (List<?> row : rows) {
            List<Object> cells = new ArrayList<>(row);
            cells.replaceAll(cell -> cell == null ? Double.NaN : cell);
            filled.add(cells);
        }
        return new GoldenRows(names, filled);
    }

    /** Whether all the model's columns are there by name, but not as its first ones and in its order. */
    boolean isOtherOrderOf(ModelSignature signature) {
        List<String> features = signature.features().stream().map(Feature::name).toList();
        return signature.named()
                && names.size() >= features.size()
                && !names.subList(0, features.size()).equals(features)
                && Set.copyOf(names).containsAll(features);
    }

    /**
     * The table for a model.
     *
     * @throws InferenceException {@code INVALID_INPUT} where the signature does not allow the rows
     */
    Table table(ModelSignature signature) {
        return signature.named() && !names.isEmpty() ? byName(signature) : byPosition(signature);
    }

    private Table byPosition(ModelSignature signature) {
        int width = rows.get(0).size();
        boolean any = signature.extraColumns() == ExtraColumns.KEPT;
        if (!any && width != signature.features().size()) {
            throw InferenceException.invalidInput(
                    "expected " + signature.features().size() + " columns but got " + width);
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(column(
                    i, any ? DataType.FLOAT64 : signature.features().get(i).type()));
        }
        return Table.of(rows.size(), columns);
    }

    private Table byName(ModelSignature signature) {
        Set<String> unknown = new HashSet<>(names);
        List<Column> columns = new ArrayList<>();
        for (Feature feature : signature.features()) {
            unknown.remove(feature.name());
            int index = names.indexOf(feature.name());
            if (index < 0 && feature.required()) {
                throw InferenceException.invalidInput("the column '" + feature.name() + "' is missing");
            }
            columns.add(index < 0 ? missing(feature.type()) : column(index, feature.type()));
        }
        if (!unknown.isEmpty() && signature.extraColumns() == ExtraColumns.REFUSED) {
            throw InferenceException.invalidInput("the columns " + unknown + " are not the model's");
        }
        return Table.of(rows.size(), columns);
    }

    private Column missing(DataType type) {
        if (type == DataType.FLOAT64) {
            double[] values = new double[rows.size()];
            java.util.Arrays.fill(values, Double.NaN);
            return new Column.Numbers(values);
        }
        return new Column.Texts(new String[rows.size()]);
    }

    private Column column(int index, DataType type) {
        @Nullable Object[] cells = new Object[rows.size()];
        for (int row = 0; row < cells.length; row++) {
            Object cell = plain(rows.get(row).get(index));
            cells[row] = type == DataType.FLOAT64 ? number(row, index, cell) : cell;
        }
        return Column.narrowest(cells);
    }

    private static @Nullable Object plain(@Nullable Object cell) {
        return cell instanceof Long number ? (Object) number.doubleValue() : cell;
    }

    private static Object number(int row, int column, @Nullable Object cell) {
        if (cell == null) {
            return Double.NaN;
        }
        if (cell instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        }
        if (cell instanceof Double) {
            return cell;
        }
        throw InferenceException.refusedCell(row, column, "expected a number but got text");
    }
}
