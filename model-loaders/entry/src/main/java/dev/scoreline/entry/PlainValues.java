package dev.scoreline.entry;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Payload;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} returned, as values that JSON has: maps by text, lists, text, numbers, booleans, null; arrays of numbers and
 * payloads stay as they are. Thread-safe.
 */
final class PlainValues {

    /** Deeper than any answer; a value that holds itself ends here. */
    private static final int MAX_DEPTH = 500;

    /** The accessors of a record, looked up once. */
    private static final ClassValue<Map<String, MethodHandle>> ACCESSORS = new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> type) {
            return accessors(type);
        }
    };

    private PlainValues() {}

    /** @throws InferenceException {@code INTERNAL} if a value has no JSON */
    static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (depth > MAX_DEPTH) {
            throw noJson("a value nested deeper than " + MAX_DEPTH + ", or one that holds itself");
        }
        if (value instanceof Payload || value instanceof double[] || value instanceof long[]) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map, depth);
        }
        if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(of(item, depth + 1)));
            return plain;
        }
        if (value instanceof Record) {
            return components(value, depth);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value.getClass().isArray() ? items(value, depth) : single(value, depth);
    }

    private static @Nullable Object single(Object value, int depth) {
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null), depth + 1);
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof TemporalAccessor
                || value instanceof UUID) {
            return value.toString();
        }
        throw noJson("a " + value.getClass().getName());
    }

    private static Map<String, @Nullable Object> entries(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(String.valueOf(key), of(value, depth + 1)));
        return plain;
    }

    private static List<@Nullable Object> items(Object array, int depth) {
        List<@Nullable Object> plain = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            plain.add(of(Array.get(array, i), depth + 1));
        }
        return plain;
    }

    private static Map<String, @Nullable Object> components(Object value, int depth) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        ACCESSORS
                .get(value.getClass())
                .forEach((name, accessor) -> plain.put(name, of(got(accessor, value), depth + 1)));
        return plain;
    }

    private static @Nullable Object got(MethodHandle accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, MethodHandle> accessors(Class<?> type) {
        Map<String, MethodHandle> accessors = new LinkedHashMap<>();
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (RecordComponent component : type.getRecordComponents()) {
                accessors.put(component.getName(), lookup.unreflect(component.getAccessor()));
            }
            return accessors;
        } catch (IllegalAccessException e) {
            throw noJson("the record " + type.getName() + ", which cannot be read: " + e);
        }
    }

    private static InferenceException noJson(String what) {
        return new InferenceException(
                ErrorCode.INTERNAL,
                "run() returned " + what
                        + ", which has no JSON: return text, numbers, booleans, maps, lists, arrays, records or an EntryResponse");
    }
}
