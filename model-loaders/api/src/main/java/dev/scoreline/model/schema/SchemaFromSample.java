package dev.scoreline.model.schema;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.schema.Schema.Fields;
import dev.scoreline.model.schema.Schema.Items;
import dev.scoreline.model.schema.Schema.NumpyArray;
import dev.scoreline.model.schema.Schema.PandasFrame;
import dev.scoreline.model.schema.Schema.Scalar;
import dev.scoreline.model.schema.Schema.Unknown;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a schema from a sample, by the rules of InferenceSchema 1.8. A sample is a JSON value, in which also bytes
 * ({@code byte[]}), {@link LocalDate}, {@link LocalDateTime}, {@link OffsetDateTime} and {@link LocalTime} may stand; a
 * {@link Sample} within a list or an object is a part with a type of its own. Stateless; thread-safe.
 */
public final class SchemaFromSample {

    private SchemaFromSample() {}

    /**
     * The type of a standard value, with the value as documents show it.
     *
     * @throws InferenceException {@code INVALID_INPUT} if the sample is null or has no form in JSON
     */
    public static Sample of(Object sample) {
        if (sample == JsonNull.NULL) {
            throw InferenceException.invalidInput("a sample must be a value but is null");
        }
        return new Sample(schema(sample), Examples.of(sample));
    }

    /**
     * A NumPy array of a type.
     *
     * @param sample nested lists of equal lengths; its dimensions are the array's
     * @throws InferenceException {@code INVALID_INPUT} if it is a single value, or lists differ in length
     */
    public static Sample numpy(NumpyType type, Object sample) {
        List<Integer> shape =
                type instanceof NumpyType.Structured ? List.of(listOf(sample).size()) : shape(sample);
        if (shape.isEmpty()) {
            throw InferenceException.invalidInput("the sample of a NumPy array must be a list but is a single value");
        }
        return new Sample(new NumpyArray(type, shape), Examples.numpy(type, sample));
    }

    /**
     * A pandas data frame.
     *
     * @param rows the sample's rows, each with a value a column
     * @throws InferenceException {@code INVALID_INPUT} if a row has another number of values
     */
    public static Sample pandas(List<FrameColumn> columns, List<? extends List<?>> rows, Orient orient) {
        for (List<?> row : rows) {
            if (row.size() != columns.size()) {
                throw InferenceException.invalidInput("a row of the sample must have " + columns.size()
                        + " values, one a column, but has " + row.size());
            }
        }
        return new Sample(new PandasFrame(columns, orient, rows.size()), Examples.pandas(columns, rows, orient));
    }

    private static Schema schema(Object sample) {
        if (sample instanceof Sample nested) {
            return nested.schema();
        }
        if (sample instanceof List<?> list) {
            return items(list);
        }
        if (sample instanceof Map<?, ?> map) {
            return fields(map);
        }
        return sample == JsonNull.NULL ? Unknown.OBJECT : scalar(sample);
    }

    private static Schema items(List<?> list) {
        if (list.isEmpty()) {
            return new Items(Unknown.OBJECT, false, false);
        }
        List<Schema> each = new ArrayList<>();
        list.forEach(item -> each.add(schema(item)));
        boolean isMixed = list.stream().map(SchemaFromSample::kind).distinct().count() > 1
                || each.stream().anyMatch(item -> !item.fitsVersion2());
        boolean isNested = list.stream().anyMatch(SchemaFromSample::isNested);
        return new Items(each.get(each.size() - 1), isMixed, isNested);
    }

    private static Schema fields(Map<?, ?> map) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        map.forEach((name, value) -> properties.put(String.valueOf(name), schema(value)));
        return new Fields(properties, map.values().stream().anyMatch(SchemaFromSample::isNested));
    }

    private static boolean isNested(Object sample) {
        if (sample instanceof List<?> list) {
            return list.stream().anyMatch(SchemaFromSample::isNested);
        }
        if (sample instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(SchemaFromSample::isNested);
        }
        return sample instanceof Sample;
    }

    /** What tells types apart in a list: all lists are one type, and all objects. */
    private static Object kind(Object sample) {
        if (sample instanceof List<?>) {
            return List.class;
        }
        if (sample instanceof Map<?, ?>) {
            return Map.class;
        }
        return sample instanceof Sample nested ? nested.schema().getClass() : schema(sample);
    }

    private static Scalar scalar(Object sample) {
        if (sample instanceof Integer
                || sample instanceof Long
                || sample instanceof Short
                || sample instanceof Byte
                || sample instanceof BigInteger) {
            return Scalar.INTEGER;
        }
        if (sample instanceof Number) {
            return Scalar.NUMBER;
        }
        if (sample instanceof Boolean) {
            return Scalar.BOOLEAN;
        }
        if (sample instanceof String) {
            return Scalar.STRING;
        }
        return special(sample);
    }

    private static Scalar special(Object sample) {
        if (sample instanceof byte[]) {
            return Scalar.BYTES;
        }
        if (sample instanceof LocalDate) {
            return Scalar.DATE;
        }
        if (sample instanceof LocalDateTime || sample instanceof OffsetDateTime) {
            return Scalar.DATE_TIME;
        }
        if (sample instanceof LocalTime) {
            return Scalar.TIME;
        }
        throw InferenceException.invalidInput("a sample must be a value of JSON, bytes, a date or a time but is a "
                + sample.getClass().getSimpleName());
    }

    private static List<Integer> shape(Object sample) {
        if (!(sample instanceof List<?> list)) {
            return List.of();
        }
        List<Integer> shape = new ArrayList<>(List.of(list.size()));
        if (!list.isEmpty()) {
            List<Integer> inner = shape(list.get(0));
            if (!list.stream().allMatch(item -> shape(item).equals(inner))) {
                throw InferenceException.invalidInput(
                        "the sample of a NumPy array must hold lists of one length but holds several");
            }
            shape.addAll(inner);
        }
        return shape;
    }

    private static List<?> listOf(Object sample) {
        return sample instanceof List<?> list ? list : List.of();
    }
}
