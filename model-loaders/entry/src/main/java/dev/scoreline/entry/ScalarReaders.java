package dev.scoreline.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Readers of the types that are one JSON value, or one flat list of numbers. Stateless; thread-safe. */
final class ScalarReaders {

    private static final String WHOLE = "a whole number";

    private static final Map<Class<?>, ValueReader> ALL = all();

    private ScalarReaders() {}

    /** The reader of a class, if it is one of these. */
    static Optional<ValueReader> of(Class<?> type) {
        return type.isEnum() ? Optional.of(constantOf(type)) : Optional.ofNullable(ALL.get(type));
    }

    private static Map<Class<?>, ValueReader> all() {
        Map<Class<?>, ValueReader> readers = new HashMap<>();
        readers.put(int.class, parser -> (int) whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
        readers.put(long.class, ScalarReaders::longNumber);
        readers.put(short.class, parser -> (short) whole(parser, Short.MIN_VALUE, Short.MAX_VALUE));
        readers.put(byte.class, parser -> (byte) whole(parser, Byte.MIN_VALUE, Byte.MAX_VALUE));
        readers.put(double.class, ScalarReaders::number);
        readers.put(float.class, parser -> (float) number(parser));
        readers.put(boolean.class, ScalarReaders::flag);
        readers.put(Integer.class, parser -> (int) whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
        readers.put(Long.class, ScalarReaders::longNumber);
        readers.put(Double.class, ScalarReaders::number);
        readers.put(Float.class, parser -> (float) number(parser));
        readers.put(Boolean.class, ScalarReaders::flag);
        readers.replaceAll((type, reader) -> type.isPrimitive() ? reader : reader.orNull());
        readers.put(
                OptionalInt.class,
                parser -> isNull(parser)
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        readers.put(
                OptionalLong.class,
                parser -> isNull(parser) ? OptionalLong.empty() : OptionalLong.of(longNumber(parser)));
        readers.put(
                OptionalDouble.class,
                parser -> isNull(parser) ? OptionalDouble.empty() : OptionalDouble.of(number(parser)));
        readers.put(BigInteger.class, ScalarReaders::bigInteger);
        readers.put(BigDecimal.class, ScalarReaders::bigDecimal);
        readers.put(String.class, parser -> text(parser, "a text"));
        readers.put(CharSequence.class, parser -> text(parser, "a text"));
        readers.put(byte[].class, written("bytes in base64", Base64.getDecoder()::decode));
        readers.put(LocalDate.class, written("a date as 2020-01-31", LocalDate::parse));
        readers.put(LocalTime.class, written("a time as 03:04:05", LocalTime::parse));
        readers.put(LocalDateTime.class, written("a date and time as 2020-01-31T03:04:05", LocalDateTime::parse));
        readers.put(OffsetDateTime.class, written("a date and time as 2020-01-31T03:04:05Z", OffsetDateTime::parse));
        readers.put(
                Instant.class,
                written(
                        "a date and time as 2020-01-31T03:04:05Z",
                        text -> OffsetDateTime.parse(text).toInstant()));
        readers.put(double[].class, ScalarReaders::numbers);
        readers.put(long[].class, ScalarReaders::longs);
        return readers;
    }

    private static boolean isNull(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private static long longNumber(JsonParser parser) throws IOException, Misfit {
        return whole(parser, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long whole(JsonParser parser, long least, long most) throws IOException, Misfit {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw Misfit.of(parser, WHOLE);
        }
        boolean isLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long value = isLong ? parser.getLongValue() : 0;
        if (!isLong || value < least || value > most) {
            throw Misfit.of(parser, WHOLE + " from " + least + " to " + most);
        }
        return value;
    }

    private static double number(JsonParser parser) throws IOException, Misfit {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw Misfit.of(parser, "a number");
        }
        return parser.getDoubleValue();
    }

    private static boolean flag(JsonParser parser) throws IOException, Misfit {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw Misfit.of(parser, "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private static String text(JsonParser parser, String expected) throws IOException, Misfit {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw Misfit.of(parser, expected);
        }
        return parser.getText();
    }

    private static BigInteger bigInteger(JsonParser parser) throws IOException, Misfit {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw Misfit.of(parser, WHOLE);
        }
        return parser.getBigIntegerValue();
    }

    private static BigDecimal bigDecimal(JsonParser parser) throws IOException, Misfit {
        if (!Double.isFinite(number(parser)) && parser.getText().matches("-?(NaN|Infinity|INF)|\\+.*")) {
            throw Misfit.of(parser, "a finite number");
        }
        return parser.getDecimalValue();
    }

    /** A type that is written as text. */
    private static ValueReader written(String expected, Function<String, ?> parse) {
        return parser -> {
            String text = text(parser, expected);
            try {
                return parse.apply(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw Misfit.of(parser, expected);
            }
        };
    }

    private static ValueReader constantOf(Class<?> type) {
        Map<String, Object> byName = new HashMap<>();
        StringBuilder names = new StringBuilder();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            byName.put(name, constant);
            names.append(names.isEmpty() ? "" : ", ").append(name);
        }
        String expected = "one of " + names;
        return parser -> {
            Object constant = byName.get(text(parser, expected));
            if (constant == null) {
                throw Misfit.of(parser, expected);
            }
            return constant;
        };
    }

    private static double[] numbers(JsonParser parser) throws IOException, Misfit {
        expectList(parser, "a list of numbers");
        double[] values = new double[16];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = number(parser);
        }
        return Arrays.copyOf(values, count);
    }

    private static long[] longs(JsonParser parser) throws IOException, Misfit {
        expectList(parser, "a list of whole numbers");
        long[] values = new long[16];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = longNumber(parser);
        }
        return Arrays.copyOf(values, count);
    }

    static void expectList(JsonParser parser, String expected) throws IOException, Misfit {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Misfit.of(parser, expected);
        }
    }
}
