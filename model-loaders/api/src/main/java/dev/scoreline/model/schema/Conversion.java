package dev.scoreline.model.schema;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.schema.Schema.Fields;
import dev.scoreline.model.schema.Schema.Items;
import dev.scoreline.model.schema.Schema.NumpyArray;
import dev.scoreline.model.schema.Schema.PandasFrame;
import dev.scoreline.model.schema.Schema.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a JSON value becomes under a schema, by the rules of InferenceSchema 1.8. Where that is merely broken, which is
 * dates, the value is read as its sample says. Stateless; thread-safe.
 */
public final class Conversion {

    private Conversion() {}

    /**
     * The value of a parameter.
     *
     * @return integers as {@code Long} or {@code BigInteger}, bytes as {@code byte[]}, dates and times as java.time has
     *     them with UTC where no zone is given, arrays as nested lists, data frames as {@link FrameRows}, the rest as it is
     * @throws InferenceException {@code INVALID_INPUT} with the JSON pointer of the value that is none of its schema
     */
    public static Object convert(Parameter parameter, Object value) {
        return convert(parameter.schema(), value, new Place("").at(parameter.name()));
    }

    static Object convert(Schema schema, Object value, Place place) {
        if (schema instanceof Scalar scalar) {
            return scalar(scalar, value, place);
        }
        if (schema instanceof Items items) {
            return items(items, value, place);
        }
        if (schema instanceof Fields fields) {
            return fields(fields, value, place);
        }
        if (schema instanceof NumpyArray numpy) {
            return NumpyConversion.convert(numpy, value, place);
        }
        return schema instanceof PandasFrame frame ? FrameConversion.convert(frame, value, place) : value;
    }

    private static Object scalar(Scalar scalar, Object value, Place place) {
        return switch (scalar) {
            case INTEGER -> integer(value, place);
            case NUMBER -> require(value instanceof Number, value, "a number", place);
            case BOOLEAN -> require(value instanceof Boolean, value, "true or false", place);
            case STRING -> text(value, "text", place);
            case BYTES -> bytes(text(value, "text in base64", place), place);
            case DATE -> {
                String text = text(value, "a date", place);
                yield TimeText.date(text).orElseThrow(() -> place.expected("a date such as 2020-01-02", text));
            }
            case DATE_TIME -> dateTime(value, place);
            case TIME -> {
                String text = text(value, "a time", place);
                yield TimeText.time(text).orElseThrow(() -> place.expected("a time such as 03:04:05", text));
            }
        };
    }

    private static Object require(boolean fits, Object value, String what, Place place) {
        if (!fits) {
            throw place.expected(what, value);
        }
        return value;
    }

    /** Whole numbers; and truth as 1 and 0, since in Python it is of their type. */
    private static Object integer(Object value, Place place) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof BigInteger big) {
            return big;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw place.expected("an integer", value);
    }

    private static byte[] bytes(String text, Place place) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw place.expected("text in base64", text);
        }
    }

    static Object dateTime(Object value, Place place) {
        String text = text(value, "a date and time", place);
        return TimeText.dateTime(text)
                .orElseThrow(() -> place.expected("a date and time such as 2020-01-02T03:04:05Z", text));
    }

    static String text(Object value, String what, Place place) {
        if (value instanceof String text) {
            return text;
        }
        throw place.expected(what, value);
    }

    private static List<?> items(Items items, Object value, Place place) {
        if (!(value instanceof List<?> list)) {
            throw place.expected("a list", value);
        }
        if (!items.isNested()) {
            return list;
        }
        List<Object> converted = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            converted.add(convert(items.items(), list.get(i), place.at(i)));
        }
        return converted;
    }

    private static Map<String, Object> fields(Fields fields, Object value, Place place) {
        if (!(value instanceof Map<?, ?> map)) {
            throw place.expected("an object", value);
        }
        Map<String, Object> converted = new LinkedHashMap<>();
        map.forEach((name, part) -> converted.put(String.valueOf(name), part));
        if (fields.isNested()) {
            fields.properties().forEach((name, schema) -> {
                Object part = converted.get(name);
                if (part == null) {
                    throw place.refused("the key '" + name + "' is missing");
                }
                converted.put(name, convert(schema, part, place.at(name)));
            });
        }
        return converted;
    }
}
