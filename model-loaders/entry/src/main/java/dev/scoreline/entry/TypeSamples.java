package dev.scoreline.entry;

import dev.scoreline.model.Payload;
import dev.scoreline.model.entry.EntryResponse;
import dev.scoreline.model.schema.NumpyType;
import dev.scoreline.model.schema.SchemaFromSample;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A value of a type, from which its schema is drawn as it is from a user's sample. Arrays of numbers are what NumPy's arrays
 * are. Stateless; thread-safe.
 */
final class TypeSamples {

    /** Deep enough for any description; a record that holds its own kind ends here. */
    private static final int MAX_DEPTH = 8;

    private static final LocalDate DATE = LocalDate.of(2020, 1, 2);

    private static final Map<Class<?>, Object> SCALARS = Map.ofEntries(
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(short.class, 1),
            Map.entry(byte.class, 1),
            Map.entry(Integer.class, 1),
            Map.entry(Long.class, 1L),
            Map.entry(BigInteger.class, 1L),
            Map.entry(OptionalInt.class, 1),
            Map.entry(OptionalLong.class, 1L),
            Map.entry(double.class, 1.0),
            Map.entry(float.class, 1.0),
            Map.entry(Double.class, 1.0),
            Map.entry(Float.class, 1.0),
            Map.entry(BigDecimal.class, 1.0),
            Map.entry(Number.class, 1.0),
            Map.entry(OptionalDouble.class, 1.0),
            Map.entry(boolean.class, false),
            Map.entry(Boolean.class, false),
            Map.entry(String.class, "text"),
            Map.entry(CharSequence.class, "text"),
            Map.entry(byte[].class, new byte[] {1, 2}),
            Map.entry(LocalDate.class, DATE),
            Map.entry(LocalTime.class, LocalTime.of(3, 4, 5)),
            Map.entry(LocalDateTime.class, DATE.atTime(3, 4, 5)),
            Map.entry(OffsetDateTime.class, DATE.atTime(3, 4, 5).atOffset(ZoneOffset.UTC)),
            Map.entry(Instant.class, DATE.atTime(3, 4, 5).atOffset(ZoneOffset.UTC)));

    /** What an array of these is to NumPy, however many dimensions it has. Arrays of bytes are base64. */
    private static final Map<Class<?>, NumpyType> NUMPY = Map.of(
            short.class, NumpyType.Plain.INT16,
            int.class, NumpyType.Plain.INT32,
            long.class, NumpyType.Plain.INT64,
            float.class, NumpyType.Plain.FLOAT32,
            double.class, NumpyType.Plain.FLOAT64);

    private TypeSamples() {}

    /** A value of a type; empty for one that says nothing, such as Object, or that is not JSON alone. */
    static Optional<Object> of(Type type) {
        return of(type, 0);
    }

    private static Optional<Object> of(Type type, int depth) {
        Class<?> raw = TypeReaders.rawClass(type);
        Optional<Object> scalar = Optional.ofNullable(SCALARS.get(raw));
        if (scalar.isPresent() || depth > MAX_DEPTH) {
            return scalar;
        }
        if (Payload.class.isAssignableFrom(raw) || raw == EntryResponse.class) {
            return Optional.empty();
        }
        if (raw.isEnum() && raw.getEnumConstants().length > 0) {
            return Optional.of(((Enum<?>) raw.getEnumConstants()[0]).name());
        }
        if (raw.isRecord()) {
            return record(raw, depth);
        }
        if (raw.isArray()) {
            return Optional.of(array(type, raw, depth));
        }
        return type instanceof ParameterizedType generic
                ? generic(raw, generic.getActualTypeArguments(), depth)
                : Optional.empty();
    }

    private static Optional<Object> generic(Class<?> raw, Type[] arguments, int depth) {
        if (raw == Optional.class) {
            return of(arguments[0], depth + 1);
        }
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return Optional.of(list(arguments[0], depth));
        }
        return Optional.empty();
    }

    private static Object array(Type type, Class<?> raw, int depth) {
        Class<?> element = raw;
        int dimensions = 0;
        for (; element.isArray(); dimensions++) {
            element = element.getComponentType();
        }
        Optional<NumpyType> numpy = Optional.ofNullable(NUMPY.get(element));
        if (numpy.isPresent()) {
            Object sample = Objects.requireNonNull(SCALARS.get(element));
            for (int i = 0; i < dimensions; i++) {
                sample = List.of(sample);
            }
            return SchemaFromSample.numpy(numpy.get(), sample);
        }
        return list(
                type instanceof GenericArrayType generic ? generic.getGenericComponentType() : raw.getComponentType(),
                depth);
    }

    private static List<Object> list(Type item, int depth) {
        return of(item, depth + 1).map(List::of).orElse(List.of());
    }

    /** A record with a part that says nothing is described as far as its other parts go. */
    private static Optional<Object> record(Class<?> type, int depth) {
        Map<String, Object> sample = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            of(component.getGenericType(), depth + 1).ifPresent(value -> sample.put(component.getName(), value));
        }
        return Optional.of(sample);
    }
}
