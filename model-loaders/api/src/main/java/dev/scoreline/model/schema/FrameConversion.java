package dev.scoreline.model.schema;

import dev.scoreline.model.schema.Schema.PandasFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a JSON value becomes as a data frame of a sample's columns, by the orient that the sample declares. The names of
 * columns are not checked and their order is not restored, as upstream; their number is. Stateless; thread-safe.
 */
final class FrameConversion {

    /** Column by column, each a list or an object by row label. */
    private record Cells(Place place, Object value) {}

    private FrameConversion() {}

    static FrameRows convert(PandasFrame frame, Object value, Place place) {
        List<Map<String, Cells>> rows = switch (frame.orient()) {
            case RECORDS, COLUMNS, VALUES -> anyForm(value, place);
            case SPLIT -> split(value, place);
            case INDEX -> byLabel(value, place);
            case TABLE -> table(value, place);
        };
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        if (columns.size() != frame.columns().size()) {
            throw place.refused("Invalid input data frame: data frame has size " + columns.size()
                    + " on dimension #1, while expected value is "
                    + frame.columns().size());
        }
        return typed(frame, columns, rows, place);
    }

    private static FrameRows typed(PandasFrame frame, Set<String> columns, List<Map<String, Cells>> rows, Place place) {
        Map<String, FrameColumn.Type> types = new HashMap<>();
        frame.columns().forEach(column -> types.put(column.name(), column.type()));
        List<List<Object>> typed = new ArrayList<>(rows.size());
        for (Map<String, Cells> row : rows) {
            List<Object> values = new ArrayList<>(columns.size());
            for (String column : columns) {
                Cells cell = row.getOrDefault(column, new Cells(place.at(column), JsonNull.NULL));
                FrameColumn.Type type = types.get(column);
                values.add(type == null ? cell.value() : value(type, cell));
            }
            typed.add(values);
        }
        return new FrameRows(List.copyOf(columns), typed);
    }

    private static Object value(FrameColumn.Type type, Cells cell) {
        boolean isMissing = cell.value() == JsonNull.NULL;
        return switch (type) {
            case INTEGER -> NumpyConversion.integer(cell.value(), cell.place());
            case NUMBER -> NumpyConversion.floating(cell.value(), cell.place());
            case BOOLEAN -> NumpyConversion.truth(cell.value(), cell.place());
            case STRING -> isMissing ? JsonNull.NULL : NumpyConversion.text(cell.value(), cell.place());
            case DATE_TIME -> isMissing ? JsonNull.NULL : Conversion.dateTime(cell.value(), cell.place());
            case DURATION -> cell.value();
        };
    }

    /** The four forms that a data frame can be made of without being told which: upstream hands all to pandas. */
    private static List<Map<String, Cells>> anyForm(Object value, Place place) {
        if (value instanceof Map<?, ?> columns) {
            return byColumn(columns, place);
        }
        if (value instanceof List<?> rows) {
            return rows(rows, List.of(), place);
        }
        throw place.expected("a list of rows or an object of columns", value);
    }

    /** Rows as objects, or as lists whose columns are named or else numbered. */
    private static List<Map<String, Cells>> rows(List<?> rows, List<?> names, Place place) {
        List<Map<String, Cells>> cells = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Place where = place.at(i);
            if (rows.get(i) instanceof Map<?, ?> row) {
                cells.add(record(row, where));
            } else if (rows.get(i) instanceof List<?> row) {
                cells.add(numbered(row, names, where));
            } else {
                throw where.expected("a row as an object or a list", rows.get(i));
            }
        }
        return cells;
    }

    private static Map<String, Cells> record(Map<?, ?> row, Place place) {
        Map<String, Cells> cells = new LinkedHashMap<>();
        row.forEach((key, value) -> {
            String name = String.valueOf(key);
            cells.put(name, new Cells(place.at(name), value));
        });
        return cells;
    }

    private static Map<String, Cells> numbered(List<?> row, List<?> names, Place place) {
        if (!names.isEmpty() && names.size() != row.size()) {
            throw place.refused("expected " + names.size() + " values, one a column, but got " + row.size());
        }
        Map<String, Cells> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            String name = names.isEmpty() ? Integer.toString(i) : String.valueOf(names.get(i));
            cells.put(name, new Cells(place.at(i), row.get(i)));
        }
        return cells;
    }

    private static List<Map<String, Cells>> byColumn(Map<?, ?> columns, Place place) {
        Map<String, Map<String, Cells>> byLabel = new LinkedHashMap<>();
        int length = -1;
        for (Map.Entry<?, ?> column : columns.entrySet()) {
            String name = String.valueOf(column.getKey());
            Map<String, Cells> cells = column(column.getValue(), place.at(name));
            if (column.getValue() instanceof List<?> list) {
                if (length >= 0 && length != list.size()) {
                    throw place.at(name)
                            .refused(
                                    "expected " + length + " values, as in the columns before, but got " + list.size());
                }
                length = list.size();
            }
            cells.forEach((label, cell) ->
                    byLabel.computeIfAbsent(label, l -> new LinkedHashMap<>()).put(name, cell));
        }
        return List.copyOf(byLabel.values());
    }

    private static Map<String, Cells> column(Object column, Place place) {
        if (column instanceof Map<?, ?> byLabel) {
            return record(byLabel, place);
        }
        if (column instanceof List<?> list) {
            return numbered(list, List.of(), place);
        }
        throw place.expected("a column as a list or an object", column);
    }

    private static List<Map<String, Cells>> split(Object value, Place place) {
        Map<?, ?> split = object(value, place);
        for (Object key : split.keySet()) {
            if (!Set.of("columns", "index", "data").contains(String.valueOf(key))) {
                throw place.refused("JSON data had unexpected key(s): " + key);
            }
        }
        Object columns = split.get("columns");
        return rows(list(split, "data", place), columns instanceof List<?> names ? names : List.of(), place.at("data"));
    }

    private static List<Map<String, Cells>> byLabel(Object value, Place place) {
        List<Map<String, Cells>> rows = new ArrayList<>();
        object(value, place).forEach((label, row) -> {
            Place where = place.at(String.valueOf(label));
            rows.add(record(object(row, where), where));
        });
        return rows;
    }

    private static List<Map<String, Cells>> table(Object value, Place place) {
        Map<?, ?> table = object(value, place);
        Object given = table.get("schema");
        if (given == null) {
            throw place.refused("the key 'schema' is missing");
        }
        Map<?, ?> schema = object(given, place.at("schema"));
        List<Map<String, Cells>> rows = rows(list(table, "data", place), List.of(), place.at("data"));
        // The index is no column; pandas calls it so where the schema does not name it.
        Object keys = schema.get("primaryKey");
        List<?> index = keys instanceof List<?> named ? named : List.of("index");
        rows.forEach(row -> index.forEach(key -> row.remove(String.valueOf(key))));
        return rows;
    }

    private static Map<?, ?> object(Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw place.expected("an object", value);
    }

    private static List<?> list(Map<?, ?> object, String key, Place place) {
        if (object.get(key) instanceof List<?> list) {
            return list;
        }
        throw place.refused("the key '" + key + "' must be there and be a list");
    }
}
