package dev.scoreline.scoring.codec;

import dev.scoreline.model.Payload;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as JSON, in the form of {@link JsonScoreEncoder}: maps by text, iterables, text, numbers, booleans, null,
 * arrays of numbers and payloads. Stateless; thread-safe.
 */
public final class JsonValueEncoder {

    private static final int FIRST_BYTES = 256;

    private JsonValueEncoder() {}

    /**
     * The JSON of a value, between the buffer's position and its limit.
     *
     * @throws IllegalArgumentException for a value of another kind
     */
    public static ByteBuffer encode(@Nullable Object value) {
        JsonBytes out = new JsonBytes(FIRST_BYTES);
        write(value, out);
        return out.toByteBuffer();
    }

    private static void write(@Nullable Object value, JsonBytes out) {
        if (value == null) {
            out.word("null");
        } else if (value instanceof String text) {
            out.text(text);
        } else if (value instanceof Boolean flag) {
            out.word(flag ? "true" : "false");
        } else if (value instanceof Number number) {
            number(number, out);
        } else if (value instanceof Map<?, ?> map) {
            object(map, out);
        } else if (value instanceof Iterable<?> items) {
            list(items, out);
        } else if (value instanceof Payload payload) {
            JsonScoreEncoder.write(payload, out);
        } else if (value instanceof double[] numbers) {
            doubles(numbers, out);
        } else if (value instanceof long[] numbers) {
            longs(numbers, out);
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " has no JSON");
        }
    }

    private static void number(Number number, JsonBytes out) {
        if (number instanceof Double value) {
            out.number(value.doubleValue());
        } else if (number instanceof Float value) {
            // Its own digits: 0.1f is 0.1 and not 0.10000000149011612.
            out.number(Double.parseDouble(value.toString()));
        } else if (number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte) {
            out.number(number.longValue());
        } else {
            out.word(number.toString());
        }
    }

    private static void object(Map<?, ?> map, JsonBytes out) {
        out.ascii('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            out.text(String.valueOf(entry.getKey()));
            out.ascii(':');
            write(entry.getValue(), out);
        }
        out.ascii('}');
    }

    private static void list(Iterable<?> items, JsonBytes out) {
        out.ascii('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            write(item, out);
        }
        out.ascii(']');
    }

    private static void doubles(double[] numbers, JsonBytes out) {
        out.ascii('[');
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            out.number(numbers[i]);
        }
        out.ascii(']');
    }

    private static void longs(long[] numbers, JsonBytes out) {
        out.ascii('[');
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            out.number(numbers[i]);
        }
        out.ascii(']');
    }
}
