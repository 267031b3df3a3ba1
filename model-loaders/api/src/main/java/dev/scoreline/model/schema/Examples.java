package dev.scoreline.model.schema;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Samples as documents show them: JSON values in the forms that InferenceSchema 1.8 prints. Stateless; thread-safe. */
final class Examples {

    private static final DateTimeFormatter DATE_TIME = pattern("yyyy-MM-dd HH:mm:ss.SSSSSS xx");
    private static final DateTimeFormatter TIME = pattern("HH:mm:ss.SSSSSS xx");
    /** NumPy's dates have a comma before the microseconds. */
    private static final DateTimeFormatter NUMPY_DATE_TIME = pattern("yyyy-MM-dd HH:mm:ss,SSSSSS");

    private static final DateTimeFormatter PANDAS_DATE_TIME = pattern("yyyy-MM-dd'T'HH:mm:ss.SSS");
    private static final DateTimeFormatter PANDAS_ZONED = pattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    /** The version of the table schema that pandas states. */
    private static final String TABLE_SCHEMA_VERSION = "1.4.0";

    private Examples() {}

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /** A standard value; a time without a zone counts as UTC. */
    static Object of(Object sample) {
        if (sample instanceof Sample nested) {
            return nested.example();
        }
        if (sample instanceof List<?> list) {
            return list.stream().map(Examples::of).toList();
        }
        if (sample instanceof Map<?, ?> map) {
            Map<String, Object> example = new LinkedHashMap<>();
            map.forEach((name, value) -> example.put(String.valueOf(name), of(value)));
            return example;
        }
        return scalar(sample);
    }

    private static Object scalar(Object sample) {
        if (sample instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (sample instanceof LocalDateTime local) {
            return DATE_TIME.format(local.atOffset(ZoneOffset.UTC));
        }
        if (sample instanceof OffsetDateTime zoned) {
            return DATE_TIME.format(zoned);
        }
        if (sample instanceof LocalTime time) {
            return TIME.format(time.atOffset(ZoneOffset.UTC));
        }
        return sample instanceof LocalDate ? sample.toString() : sample;
    }

    /** An array's values: booleans and objects are text, as upstream prints them. */
    static Object numpy(NumpyType type, Object sample) {
        if (type instanceof NumpyType.Structured structured) {
            return structured(structured, sample);
        }
        if (sample instanceof List<?> list) {
            return list.stream().map(item -> numpy(type, item)).toList();
        }
        if (sample instanceof LocalDateTime local) {
            return NUMPY_DATE_TIME.format(local);
        }
        if (sample instanceof Boolean truth && type == NumpyType.Plain.BOOL) {
            return truth ? "True" : "False";
        }
        return type == NumpyType.Plain.OBJECT ? of(sample).toString() : of(sample);
    }

    /** A row may be given as a list of values or as an object; it is shown as an object. */
    private static Object structured(NumpyType.Structured type, Object sample) {
        if (sample instanceof List<?> rows) {
            return rows.stream().map(row -> structuredRow(type, row)).toList();
        }
        return structuredRow(type, sample);
    }

    private static Object structuredRow(NumpyType.Structured type, Object row) {
        Map<String, Object> example = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, Schema.NumpyArray> part : type.parts().entrySet()) {
            Object value = row instanceof Map<?, ?> map ? map.get(part.getKey()) : ((List<?>) row).get(next++);
            example.put(part.getKey(), numpy(part.getValue().type(), value == null ? JsonNull.NULL : value));
        }
        return example;
    }

    /** A data frame in the form of its orient. */
    static Object pandas(List<FrameColumn> columns, List<? extends List<?>> rows, Orient orient) {
        List<Map<String, Object>> records =
                rows.stream().map(row -> record(columns, row)).toList();
        return switch (orient) {
            case RECORDS -> records;
            case VALUES -> values(records);
            case SPLIT -> split(columns, records);
            case INDEX -> byLabel(records);
            case COLUMNS -> byColumn(columns, records);
            case TABLE -> table(columns, records);
        };
    }

    private static Map<String, Object> record(List<FrameColumn> columns, List<?> row) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            record.put(columns.get(i).name(), cell(row.get(i)));
        }
        return record;
    }

    private static Object cell(Object value) {
        if (value instanceof LocalDateTime local) {
            return PANDAS_DATE_TIME.format(local);
        }
        if (value instanceof OffsetDateTime zoned) {
            return PANDAS_ZONED.format(zoned.withOffsetSameInstant(ZoneOffset.UTC));
        }
        return of(value);
    }

    private static List<List<Object>> values(List<Map<String, Object>> records) {
        return records.stream().map(row -> List.copyOf(row.values())).toList();
    }

    private static Map<String, Object> split(List<FrameColumn> columns, List<Map<String, Object>> records) {
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("columns", columns.stream().map(FrameColumn::name).toList());
        List<Integer> index = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            index.add(i);
        }
        split.put("index", index);
        split.put("data", values(records));
        return split;
    }

    private static Map<String, Object> byLabel(List<Map<String, Object>> records) {
        Map<String, Object> byLabel = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            byLabel.put(Integer.toString(i), records.get(i));
        }
        return byLabel;
    }

    private static Map<String, Object> byColumn(List<FrameColumn> columns, List<Map<String, Object>> records) {
        Map<String, Object> byColumn = new LinkedHashMap<>();
        for (FrameColumn column : columns) {
            Map<String, Object> byLabel = new LinkedHashMap<>();
            for (int i = 0; i < records.size(); i++) {
                Object value = records.get(i).get(column.name());
                byLabel.put(Integer.toString(i), value == null ? JsonNull.NULL : value);
            }
            byColumn.put(column.name(), byLabel);
        }
        return byColumn;
    }

    private static Map<String, Object> table(List<FrameColumn> columns, List<Map<String, Object>> records) {
        List<Map<String, Object>> fields = new ArrayList<>(List.of(field("index", "integer")));
        columns.forEach(column -> fields.add(field(column.name(), tableWord(column.type()))));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("fields", fields);
        schema.put("primaryKey", List.of("index"));
        schema.put("pandas_version", TABLE_SCHEMA_VERSION);
        List<Map<String, Object>> data = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("index", i);
            row.putAll(records.get(i));
            data.add(row);
        }
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("schema", schema);
        table.put("data", data);
        return table;
    }

    private static Map<String, Object> field(String name, String type) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("name", name);
        field.put("type", type);
        return field;
    }

    private static String tableWord(FrameColumn.Type type) {
        return switch (type) {
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case STRING -> "string";
            case DATE_TIME -> "datetime";
            case DURATION -> "duration";
        };
    }
}
