package dev.scoreline.model.schema;

import dev.scoreline.model.schema.NumpyType.Plain;
import dev.scoreline.model.schema.NumpyType.Structured;
import dev.scoreline.model.schema.Schema.NumpyArray;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What lists become as a NumPy array of a sample's type and shape: nested lists of its elements. Thread-safe. */
final class NumpyConversion {

    private static final double MAX_FLOAT16 = 65504;

    private NumpyConversion() {}

    static Object convert(NumpyArray numpy, Object value, Place place) {
        if (!(value instanceof List<?> list)) {
            throw place.refused("expected an array of items");
        }
        return dimension(numpy, 0, list, place);
    }

    private static List<Object> dimension(NumpyArray numpy, int dimension, List<?> list, Place place) {
        checkLength(numpy, dimension, list, place);
        List<Object> converted = new ArrayList<>(list.size());
        boolean isLast = dimension == numpy.shape().size() - 1;
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i);
            if (isLast) {
                converted.add(element(numpy.type(), item, place.at(i)));
            } else if (item instanceof List<?> inner) {
                converted.add(dimension(numpy, dimension + 1, inner, place.at(i)));
            } else {
                throw place.at(i)
                        .expected("a list, since the array has " + numpy.shape().size() + " dimensions", item);
            }
        }
        return converted;
    }

    /** The first dimension is free, but an empty list has one dimension only. */
    private static void checkLength(NumpyArray numpy, int dimension, List<?> list, Place place) {
        if (dimension == 0 && list.isEmpty() && numpy.shape().size() > 1) {
            throw place.refused("expected an array of " + numpy.shape().size()
                    + " dimensions but got an empty list, which has one");
        }
        int expected = dimension == 0 ? list.size() : numpy.shape().get(dimension);
        if (list.size() != expected) {
            throw place.refused(
                    "expected " + expected + " items on dimension #" + dimension + " but got " + list.size());
        }
    }

    private static Object element(NumpyType type, Object value, Place place) {
        if (type instanceof Structured structured) {
            return row(structured, value, place);
        }
        Plain plain = (Plain) type;
        if (plain == Plain.OBJECT) {
            return value;
        }
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            throw place.expected("a single value of " + plain.word(), value);
        }
        return switch (plain) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> integer(plain, value, place);
            case FLOAT16 -> nearestFloat16(floating(value, place));
            case FLOAT32 -> (double) (float) floating(value, place);
            case FLOAT64 -> floating(value, place);
            case BOOL -> truth(value, place);
            case STR -> text(value, place);
            case BYTES -> text(value, place).getBytes(StandardCharsets.UTF_8);
            case DATETIME64 -> Conversion.dateTime(value, place);
            case TIMEDELTA64 -> duration(value, place);
            case OBJECT -> value;
        };
    }

    private static Map<String, Object> row(Structured type, Object value, Place place) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (value instanceof List<?> list && list.size() != type.parts().size()) {
            throw place.refused("expected " + type.parts().size() + " values but got " + list.size());
        }
        int next = 0;
        for (Map.Entry<String, NumpyArray> part : type.parts().entrySet()) {
            Place where = value instanceof List<?> ? place.at(next) : place.at(part.getKey());
            Object came = part(value, part.getKey(), next++, place);
            boolean isSingle = part.getValue().shape().isEmpty();
            row.put(
                    part.getKey(),
                    isSingle ? element(part.getValue().type(), came, where) : convert(part.getValue(), came, where));
        }
        return row;
    }

    private static Object part(Object row, String name, int index, Place place) {
        if (row instanceof List<?> list) {
            return list.get(index);
        }
        if (row instanceof Map<?, ?> map) {
            Object part = map.get(name);
            if (part == null) {
                throw place.refused("the key '" + name + "' is missing");
            }
            return part;
        }
        throw place.expected("a list or an object", row);
    }

    /** A number without what is behind its point, or the text of a whole number. */
    static long integer(Object value, Place place) {
        try {
            return whole(value, place).longValueExact();
        } catch (ArithmeticException e) {
            throw place.expected("an integer of 64 bits", value);
        }
    }

    private static Object integer(Plain type, Object value, Place place) {
        BigInteger whole = whole(value, place);
        boolean isUnsigned = type.word().startsWith("u");
        int bits = Integer.parseInt(type.word().replaceAll("\\D", ""));
        boolean fits = isUnsigned ? whole.signum() >= 0 && whole.bitLength() <= bits : whole.bitLength() < bits;
        if (!fits) {
            throw place.expected("a number that " + type.word() + " can hold", value);
        }
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }

    private static BigInteger whole(Object value, Place place) {
        if (value instanceof Boolean truth) {
            return truth ? BigInteger.ONE : BigInteger.ZERO;
        }
        try {
            if (value instanceof Number number) {
                BigDecimal exact = new BigDecimal(number.toString());
                // An exponent of a billion would be written out digit by digit.
                if (exact.precision() - exact.scale() <= 20) {
                    return exact.toBigInteger();
                }
            } else if (value instanceof String text && text.strip().matches("[+-]?[0-9]{1,30}")) {
                return new BigInteger(text.strip());
            }
        } catch (NumberFormatException e) {
            throw place.expected("an integer", value);
        }
        throw place.expected("an integer", value);
    }

    /** A number, the text of one, truth as 1 and 0, or null as NaN. */
    static double floating(Object value, Place place) {
        if (value == JsonNull.NULL) {
            return Double.NaN;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        try {
            return Double.parseDouble(Conversion.text(value, "a number", place));
        } catch (NumberFormatException e) {
            throw place.expected("a number", value);
        }
    }

    /** IEEE 754 binary16 has 10 bits of fraction and exponents from -14 to 15; ties go to even. */
    private static double nearestFloat16(double value) {
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), -14) - 10);
        double nearest = Math.rint(value / unit) * unit;
        return Math.abs(nearest) > MAX_FLOAT16 ? Math.copySign(Double.POSITIVE_INFINITY, value) : nearest;
    }

    static Boolean truth(Object value, Place place) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        throw place.expected("true or false", value);
    }

    /** Text, or another value as Python writes it. */
    static String text(Object value, Place place) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value instanceof Number ? value.toString() : Conversion.text(value, "text", place);
    }

    /** A number of units, such as {@code 3 days}. */
    private static Duration duration(Object value, Place place) {
        String text = Conversion.text(value, "a duration such as 3 days", place);
        String[] words = text.strip().split("\\s+", 2);
        try {
            if (words.length == 2) {
                return Duration.of(Long.parseLong(words[0]), unit(words[1].toLowerCase(Locale.ROOT)));
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw place.expected("a duration such as 3 days", value);
        }
        throw place.expected("a duration such as 3 days", value);
    }

    private static ChronoUnit unit(String word) {
        return switch (word) {
            case "days" -> ChronoUnit.DAYS;
            case "hours" -> ChronoUnit.HOURS;
            case "minutes" -> ChronoUnit.MINUTES;
            case "seconds" -> ChronoUnit.SECONDS;
            case "milliseconds" -> ChronoUnit.MILLIS;
            case "microseconds" -> ChronoUnit.MICROS;
            case "nanoseconds" -> ChronoUnit.NANOS;
            default -> throw new IllegalArgumentException(word);
        };
    }
}
