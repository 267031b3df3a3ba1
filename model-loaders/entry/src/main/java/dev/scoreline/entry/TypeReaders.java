package dev.scoreline.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together the reader of a type, once, when the script is loaded. One thread; the readers are thread-safe. */
final class TypeReaders {

    private static final Map<Class<?>, Object> EMPTY = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    private final Map<Class<?>, RecordReader> records = new HashMap<>();

    /**
     * The reader of a type.
     *
     * @param place whose type it is, for the message: {@code run(), parameter 'rows'}
     */
    ValueReader of(Type type, String place) {
        if (type instanceof Class<?> simple) {
            return ofClass(simple, place);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return ofGeneric(raw, generic.getActualTypeArguments(), place);
        }
        if (type instanceof GenericArrayType array) {
            Type component = array.getGenericComponentType();
            return arrayOf(rawClass(component), of(component, place));
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], place);
        }
        if (type instanceof TypeVariable<?> variable) {
            return of(variable.getBounds()[0], place);
        }
        throw unreadable(type, place);
    }

    /** What stands for a value that is left out, for the types that allow it. */
    static Optional<Object> whenLeftOut(Type type) {
        return Optional.ofNullable(EMPTY.get(rawClass(type)));
    }

    private ValueReader ofClass(Class<?> type, String place) {
        Optional<ValueReader> scalar = ScalarReaders.of(type);
        if (scalar.isPresent()) {
            return scalar.get();
        }
        if (type == Object.class || type == java.io.Serializable.class) {
            return JsonTree::read;
        }
        if (type == Number.class) {
            return TypeReaders::anyNumber;
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isArray()) {
            return arrayOf(type.getComponentType(), of(type.getComponentType(), place));
        }
        return ofGeneric(type, new Type[] {Object.class, Object.class}, place);
    }

    private ValueReader ofGeneric(Class<?> raw, Type[] arguments, String place) {
        if (raw == Optional.class) {
            ValueReader value = of(arguments[0], place);
            return parser -> parser.currentToken() == JsonToken.VALUE_NULL
                    ? Optional.empty()
                    : Optional.ofNullable(value.read(parser));
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class || raw == ArrayList.class) {
            ValueReader item = of(arguments[0], place);
            return parser -> items(parser, item, new ArrayList<>());
        }
        if (raw == Set.class) {
            ValueReader item = of(arguments[0], place);
            return parser -> items(parser, item, new LinkedHashSet<>());
        }
        boolean isMap = raw == Map.class || raw == LinkedHashMap.class || raw == HashMap.class;
        if (isMap && (arguments[0] == String.class || arguments[0] == Object.class)) {
            ValueReader value = of(arguments[arguments.length - 1], place);
            return parser -> entries(parser, value);
        }
        if (raw.isRecord()) {
            return record(raw);
        }
        throw unreadable(raw, place);
    }

    private RecordReader record(Class<?> type) {
        RecordReader known = records.get(type);
        if (known != null) {
            return known;
        }
        // Known before its components are, so that a record may hold records of its own kind.
        RecordReader reader = new RecordReader(type);
        records.put(type, reader);
        reader.readComponents(this);
        return reader;
    }

    private static Number anyNumber(JsonParser parser) throws IOException, Misfit {
        if (JsonTree.read(parser) instanceof Number number) {
            return number;
        }
        throw Misfit.of(parser, "a number");
    }

    private static <C extends Collection<@Nullable Object>> C items(JsonParser parser, ValueReader item, C items)
            throws IOException, Misfit {
        ScalarReaders.expectList(parser, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(item.read(parser));
        }
        return items;
    }

    private static Map<String, @Nullable Object> entries(JsonParser parser, ValueReader value)
            throws IOException, Misfit {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Misfit.of(parser, "an object");
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            entries.put(key, value.read(parser));
        }
        return entries;
    }

    private static ValueReader arrayOf(Class<?> component, ValueReader item) {
        return parser -> {
            List<@Nullable Object> items = items(parser, item, new ArrayList<>());
            Object array = Array.newInstance(component, items.size());
            for (int i = 0; i < items.size(); i++) {
                Array.set(array, i, items.get(i));
            }
            return array;
        };
    }

    static Class<?> rawClass(Type type) {
        if (type instanceof Class<?> simple) {
            return simple;
        }
        if (type instanceof ParameterizedType generic) {
            return rawClass(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return rawClass(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }

    private static RuntimeException unreadable(Type type, String place) {
        return ScriptRefusal.of(
                place + " has the type " + type.getTypeName()
                        + ", which no JSON value fits: take numbers, text, booleans, lists, arrays, maps by String, or records");
    }
}
