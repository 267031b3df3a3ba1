package dev.scoreline.sklearn.pickle;

import static java.util.Map.entry;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's dtypes: {@code numpy.dtype('f8', False, True)}, then a state with byte order and fields. The states are those of
 * {@code numpy/core/src/multiarray/descriptor.c}, versions 3 and 4. Immutable; thread-safe.
 */
final class NumpyTypes {

    private static final Pattern NAME = Pattern.compile("[<>|=]?([biufcSUVOMm])([0-9]{0,9})");

    /** NumPy's letters for the item lengths that a number can have. */
    private static final Map<Character, List<Integer>> LENGTHS = Map.of(
            'b', List.of(1),
            'i', List.of(1, 2, 4, 8),
            'u', List.of(1, 2, 4, 8),
            'f', List.of(2, 4, 8, 12, 16),
            'c', List.of(8, 16, 24, 32),
            'M', List.of(8),
            'm', List.of(8));

    /** The classes that may stand where a dtype's name is expected. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            entry("bool", "b1"),
            entry("bool_", "b1"),
            entry("int8", "i1"),
            entry("int16", "i2"),
            entry("int32", "i4"),
            entry("int64", "i8"),
            entry("int", "i8"),
            entry("uint8", "u1"),
            entry("uint16", "u2"),
            entry("uint32", "u4"),
            entry("uint64", "u8"),
            entry("float16", "f2"),
            entry("float32", "f4"),
            entry("float64", "f8"),
            entry("float", "f8"),
            entry("object", "O8"),
            entry("object_", "O8"));

    private static final int OBJECT_POINTER_BYTES = 8;
    private static final int CODE_POINT_BYTES = 4;

    // The places in the state of a dtype.
    private static final int VERSION = 0;
    private static final int BYTE_ORDER = 1;
    private static final int NAMES = 3;
    private static final int FIELDS = 4;
    private static final int ITEM_BYTES = 5;

    private NumpyTypes() {}

    /** The type of a name such as {@code f8}, in the byte order of the machine that wrote it, taken as little-endian. */
    static DType of(Arguments arguments) {
        if (arguments.get(0) instanceof DType dtype) {
            return dtype;
        }
        String name = arguments.get(0) instanceof Global type
                ? CLASSES.getOrDefault(type.name(), type.typeName())
                : arguments.text(0);
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw arguments.wrong("a dtype such as f8, i4 or U10", Excerpt.of(name));
        }
        char kind = matcher.group(1).charAt(0);
        int length = matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
        ByteOrder order = name.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new DType(kind, itemBytes(kind, length, name, arguments), order, List.of());
    }

    private static int itemBytes(char kind, int length, String name, Arguments arguments) {
        if (kind == 'O') {
            return OBJECT_POINTER_BYTES;
        }
        if (!LENGTHS.getOrDefault(kind, List.of(length)).contains(length)) {
            throw arguments.wrong("a dtype that NumPy has", Excerpt.of(name));
        }
        // numpy.str_('') has the type U0; its one value needs no bytes.
        long bytes = kind == 'U' ? (long) Math.max(length, 1) * CODE_POINT_BYTES : length;
        if (bytes < 1 || bytes > arguments.limits().maxItemBytes()) {
            throw arguments.wrong("an item of 1 to " + arguments.limits().maxItemBytes() + " bytes", Excerpt.of(name));
        }
        return (int) bytes;
    }

    /** The type with the byte order and the fields of its state. */
    static DType complete(DType draft, PyValue stateValue, Budget budget) {
        Arguments state = Arguments.ofState("numpy.dtype", stateValue, budget);
        int version = state.integer(VERSION);
        if (version != 3 && version != 4) {
            throw state.wrong("version 3 or 4", Integer.toString(version));
        }
        int itemBytes = state.integer(ITEM_BYTES);
        boolean isEmptyText = itemBytes == 0 && draft.kind() == 'U';
        if (itemBytes != -1 && itemBytes != draft.itemBytes() && !isEmptyText) {
            throw state.wrong("items of " + draft.itemBytes() + " bytes", itemBytes + " bytes");
        }
        List<DType.Field> fields = state.isNone(NAMES) ? List.of() : fields(draft, state);
        return new DType(draft.kind(), draft.itemBytes(), order(state), fields);
    }

    private static ByteOrder order(Arguments state) {
        return switch (state.text(BYTE_ORDER)) {
            case "<", "|", "=" -> ByteOrder.LITTLE_ENDIAN;
            case ">" -> ByteOrder.BIG_ENDIAN;
            default -> throw state.wrong("a byte order < > | or =", Excerpt.of(state.text(BYTE_ORDER)));
        };
    }

    private static List<DType.Field> fields(DType draft, Arguments state) {
        List<PyValue> names = state.items(NAMES);
        Dict types = state.dict(FIELDS);
        List<DType.Field> fields = new ArrayList<>();
        for (PyValue name : names) {
            PyValue field = name instanceof Text ? types.entries().get(name) : null;
            if (field == null) {
                throw state.wrong("a field for every name", "a name without a field");
            }
            fields.add(field(
                    draft, ((Text) name).value(), Arguments.ofState("a field of a dtype", field, state.budget())));
        }
        return fields;
    }

    private static DType.Field field(DType draft, String name, Arguments field) {
        DType type = field.dtype(0);
        int offset = field.integer(1);
        if (offset < 0 || (long) offset + type.itemBytes() > draft.itemBytes()) {
            throw InferenceException.invalidModel("field " + Excerpt.of(name) + " at byte " + offset
                    + " goes beyond the item of " + draft.itemBytes() + " bytes");
        }
        return new DType.Field(name, type, offset);
    }
}
