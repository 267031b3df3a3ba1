package dev.scoreline.sklearn.pickle;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The type of a NumPy array's items.
 *
 * @param kind NumPy's letter: b boolean, i and u integers, f floating point, U text, S bytes, O objects, V structured, M and m dates
 * @param itemBytes the length of one item in bytes; at least 1
 * @param order the byte order of the items
 * @param fields the fields of a structured type in order; otherwise empty
 */
public record DType(char kind, int itemBytes, ByteOrder order, List<Field> fields) implements PyValue {

    /** A named part of a structured item, at an offset in bytes. */
    public record Field(String name, DType type, int offset) {}

    public DType {
        fields = List.copyOf(fields);
        if (itemBytes < 1) {
            throw new IllegalArgumentException("itemBytes must be at least 1 but is " + itemBytes);
        }
    }

    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    @Override
    public String typeName() {
        return "numpy dtype " + kind + itemBytes;
    }
}
