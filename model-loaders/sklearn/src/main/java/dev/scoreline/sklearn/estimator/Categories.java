package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The categories of one column, in the order of their codes. Values are equal as in Python: {@code True}, {@code 1} and
 * {@code 1.0} are one category, text never equals a number, every NaN is the same. A cell that is none counts as None where
 * that is a category and otherwise as NaN, because JSON cannot say NaN. Immutable; thread-safe.
 */
final class Categories {

    /** The code of a value that is no category. */
    static final int UNKNOWN = -1;

    /** How many categories a message names. */
    private static final int MAX_NAMED = 10;

    /** How many characters of a text a message shows. */
    private static final int MAX_SHOWN_CHARS = 40;

    /** The greatest integer up to which all are doubles too: beyond it two categories could become one. */
    private static final long MAX_EXACT = 1L << 53;

    private final List<PyValue> values;
    private final DataType type;
    private final Map<String, Integer> texts = new HashMap<>();
    private final double[] numbers;
    private final int[] numberCodes;
    private final int noneCode;
    private final int nanCode;

    private Categories(List<PyValue> values, DataType type) {
        this.values = values;
        this.type = type;
        List<Integer> numeric = new ArrayList<>();
        int none = UNKNOWN;
        int nan = UNKNOWN;
        for (int code = 0; code < values.size(); code++) {
            PyValue value = values.get(code);
            if (value instanceof Text text) {
                texts.put(text.value(), code);
            } else if (value == None.NONE) {
                none = code;
            } else if (Double.isNaN(number(value))) {
                nan = code;
            } else {
                numeric.add(code);
            }
        }
        numeric.sort(Comparator.comparingDouble(code -> number(values.get(code))));
        this.numbers =
                numeric.stream().mapToDouble(code -> number(values.get(code))).toArray();
        this.numberCodes = numeric.stream().mapToInt(code -> code).toArray();
        this.noneCode = none;
        this.nanCode = nan;
    }

    /**
     * One array of {@code categories_}.
     *
     * @throws dev.scoreline.model.InferenceException {@code UNSUPPORTED_MODEL} if a category is no text, number, boolean,
     *     None or NaN, or an integer beyond 2^53
     */
    static Categories of(FittedState state, PyValue array) {
        if (!(array instanceof NdArray categories)) {
            throw state.wrong("categories_", "a list of arrays", array);
        }
        if ("biufUO".indexOf(categories.dtype().kind()) < 0) {
            throw state.unsupported("its categories are of the type "
                    + categories.dtype().typeName() + "; train with text or numbers in their place");
        }
        List<PyValue> values = List.copyOf(categories.items());
        values.forEach(value -> check(state, value));
        return new Categories(values, categories.dtype().kind() == 'O' ? typeOf(values) : typeOf(categories));
    }

    private static void check(FittedState state, PyValue value) {
        if (value instanceof Int number && Math.abs(number.value()) <= MAX_EXACT) {
            return;
        }
        if (value instanceof Int || value instanceof PyValue.BigInt) {
            throw state.unsupported(
                    "a category is an integer beyond 2^53, which a number of a request cannot hold; train with text in its place");
        }
        boolean plain = value instanceof Text || value instanceof Bool || value instanceof Real || value == None.NONE;
        if (!plain) {
            throw state.unsupported("a category is of the type " + value.typeName()
                    + "; train with text, numbers or booleans in its place");
        }
    }

    private static DataType typeOf(NdArray categories) {
        return switch (categories.dtype().kind()) {
            case 'U' -> DataType.STRING;
            case 'b' -> DataType.OBJECT;
            default -> DataType.FLOAT64;
        };
    }

    private static DataType typeOf(List<PyValue> values) {
        if (values.stream().allMatch(Categories::isMissing)) {
            return DataType.OBJECT;
        }
        if (values.stream().allMatch(value -> value instanceof Int || value instanceof Real)) {
            return DataType.FLOAT64;
        }
        boolean texts = values.stream().allMatch(value -> value instanceof Text || isMissing(value));
        return texts ? DataType.STRING : DataType.OBJECT;
    }

    private static boolean isMissing(PyValue value) {
        return value == None.NONE || (value instanceof Real number && Double.isNaN(number.value()));
    }

    /** A number as it is compared: without the sign of zero. */
    private static double number(PyValue value) {
        if (value instanceof Int number) {
            return number.value();
        }
        if (value instanceof Bool flag) {
            return flag.value() ? 1 : 0;
        }
        return value instanceof Real number ? number.value() + 0.0 : Double.NaN;
    }

    int size() {
        return values.size();
    }

    /** What a column of these values holds: FLOAT64, STRING, or OBJECT where booleans or different types occur. */
    DataType type() {
        return type;
    }

    /** The code of each cell, {@link #UNKNOWN} where it is no category. */
    int[] codes(Column column) {
        int[] codes = new int[column.rows()];
        if (column instanceof Column.Texts cells) {
            for (int row = 0; row < codes.length; row++) {
                codes[row] = code(cells.values()[row]);
            }
            return codes;
        }
        if (column instanceof Column.Numbers cells) {
            for (int row = 0; row < codes.length; row++) {
                codes[row] = code(cells.values()[row]);
            }
            return codes;
        }
        for (int row = 0; row < codes.length; row++) {
            codes[row] = codeOf(column.cell(row));
        }
        return codes;
    }

    private int code(@Nullable String text) {
        if (text == null) {
            return codeOfNone();
        }
        Integer code = texts.get(text);
        return code == null ? UNKNOWN : code;
    }

    private int code(double number) {
        if (Double.isNaN(number)) {
            return nanCode;
        }
        int at = Arrays.binarySearch(numbers, number + 0.0);
        return at < 0 ? UNKNOWN : numberCodes[at];
    }

    private int codeOf(@Nullable Object cell) {
        if (cell instanceof Double number) {
            return code(number.doubleValue());
        }
        if (cell instanceof Boolean flag) {
            return code(flag ? 1.0 : 0.0);
        }
        return cell instanceof String text ? code(text) : codeOfNone();
    }

    private int codeOfNone() {
        return noneCode == UNKNOWN ? nanCode : noneCode;
    }

    /** A sentence about a cell that is no category, with some that are. */
    String refusal(@Nullable Object cell) {
        String known = values.stream().limit(MAX_NAMED).map(Categories::shown).collect(Collectors.joining(", "));
        String more = values.size() > MAX_NAMED ? " and " + (values.size() - MAX_NAMED) + " more" : "";
        return "expected a category that the model was trained with but got " + shownCell(cell) + "; it knows " + known
                + more;
    }

    private static String shownCell(@Nullable Object cell) {
        if (cell instanceof Double number) {
            return shown(number.doubleValue());
        }
        if (cell instanceof String text) {
            return shown(text);
        }
        return cell == null ? "a missing value" : cell.toString();
    }

    private static String shown(PyValue value) {
        if (value instanceof Text text) {
            return shown(text.value());
        }
        if (value instanceof Bool flag) {
            return Boolean.toString(flag.value());
        }
        return value == None.NONE ? "none" : shown(number(value));
    }

    private static String shown(double number) {
        long whole = (long) number;
        return whole == number && Math.abs(number) < MAX_EXACT ? Long.toString(whole) : Double.toString(number);
    }

    private static String shown(String text) {
        int end = Math.min(text.length(), MAX_SHOWN_CHARS);
        return "'" + text.substring(0, end) + (end < text.length() ? "...'" : "'");
    }
}
