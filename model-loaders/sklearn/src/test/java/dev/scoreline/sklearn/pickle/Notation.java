package dev.scoreline.sklearn.pickle;

import dev.scoreline.sklearn.pickle.PyValue.BigInt;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Bytes;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.PySet;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Values as one line of text, the same as {@code make_pickles.py} writes them. Only for values of known, small depth. */
public final class Notation {

    private Notation() {}

    public static String of(PyValue value) {
        if (value == None.NONE) {
            return "N";
        }
        if (value instanceof Bool flag) {
            return flag.value() ? "T" : "F";
        }
        if (value instanceof Int number) {
            return "i" + number.value();
        }
        if (value instanceof BigInt number) {
            return "i" + number.value();
        }
        if (value instanceof Real number) {
            return "f" + Long.toHexString(Double.doubleToLongBits(number.value()));
        }
        if (value instanceof Text text) {
            return "s" + HexFormat.of().formatHex(text.value().getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof Bytes bytes) {
            return "b" + HexFormat.of().formatHex(bytes.value());
        }
        return ofCollection(value);
    }

    private static String ofCollection(PyValue value) {
        if (value instanceof Tuple tuple) {
            return "(" + all(tuple.items()) + ")";
        }
        if (value instanceof Sequence list) {
            return "[" + all(list.items()) + "]";
        }
        if (value instanceof PySet set) {
            return set.items().stream().map(Notation::of).sorted().collect(Collectors.joining(",", "<", ">"));
        }
        if (value instanceof Dict dict) {
            return dict.entries().entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof NdArray array) {
            String shape =
                    Arrays.stream(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining("x"));
            return "A" + shape + "[" + all(array.items()) + "]";
        }
        throw new AssertionError("not a plain value: " + value.typeName());
    }

    private static String all(List<PyValue> values) {
        return values.stream().map(Notation::of).collect(Collectors.joining(","));
    }
}
