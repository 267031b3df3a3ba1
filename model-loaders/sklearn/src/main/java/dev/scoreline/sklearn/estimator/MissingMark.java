package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.Column;
import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import org.jspecify.annotations.Nullable;

/**
 * What an imputer takes for missing: {@code missing_values}. A cell that is none counts as NaN too, because JSON cannot say
 * NaN, and a NaN in a column of numbers counts as None too, because such a column cannot say None. Immutable; thread-safe.
 */
final class MissingMark {

    private enum Kind {
        NAN,
        NONE,
        NUMBER,
        TEXT
    }

    private final String estimator;
    private final Kind kind;
    private final double number;
    private final String text;

    private MissingMark(String estimator, Kind kind, double number, String text) {
        this.estimator = estimator;
        this.kind = kind;
        this.number = number;
        this.text = text;
    }

    static MissingMark of(FittedState state) {
        String name = state.className();
        if (!state.has("missing_values")) {
            return new MissingMark(name, Kind.NAN, Double.NaN, "");
        }
        if (state.find("missing_values").isEmpty()) {
            return new MissingMark(name, Kind.NONE, Double.NaN, "");
        }
        PyValue mark = state.get("missing_values");
        if (mark instanceof Text word) {
            return new MissingMark(name, Kind.TEXT, Double.NaN, word.value());
        }
        if (isPandasNA(mark)) {
            return new MissingMark(name, Kind.NAN, Double.NaN, "");
        }
        if (mark instanceof Real || mark instanceof Int || mark instanceof Bool) {
            double value = state.number("missing_values");
            return new MissingMark(name, Double.isNaN(value) ? Kind.NAN : Kind.NUMBER, value, "");
        }
        throw state.unsupported("its missing_values is of the type " + mark.typeName());
    }

    private static boolean isPandasNA(PyValue value) {
        return value instanceof PyValue.Global global
                && global.topPackage().equals("pandas")
                && global.name().equals("NA");
    }

    /** Whether cells that are text can be missing without being none. */
    boolean isText() {
        return kind == Kind.TEXT;
    }

    /**
     * Which cells of a column are missing.
     *
     * @throws InferenceException {@code INVALID_INPUT} if a cell is NaN where that is not what counts as missing
     */
    boolean[] find(Column column, int index) {
        boolean[] missing = new boolean[column.rows()];
        if (column instanceof Column.Numbers numbers) {
            for (int row = 0; row < missing.length; row++) {
                missing[row] = isMissing(numbers.values()[row], row, index);
            }
            return missing;
        }
        for (int row = 0; row < missing.length; row++) {
            missing[row] = isMissing(column.cell(row), row, index);
        }
        return missing;
    }

    /** Whether a number of a column of numbers is missing. */
    boolean isMissing(double value, int row, int index) {
        if (!Double.isNaN(value)) {
            return kind == Kind.NUMBER && value == number;
        }
        if (kind == Kind.NAN || kind == Kind.NONE) {
            return true;
        }
        throw refusedNaN(row, index);
    }

    private boolean isMissing(@Nullable Object cell, int row, int index) {
        if (cell == null) {
            return kind == Kind.NAN || kind == Kind.NONE;
        }
        if (cell instanceof String word) {
            return kind == Kind.TEXT && text.equals(word);
        }
        if (cell instanceof Double value) {
            if (kind == Kind.NONE && value.isNaN()) {
                throw refusedNaN(row, index);
            }
            return isMissing(value.doubleValue(), row, index);
        }
        return kind == Kind.NUMBER && number == (Boolean.TRUE.equals(cell) ? 1 : 0);
    }

    private InferenceException refusedNaN(int row, int index) {
        String mark = switch (kind) {
            case NAN -> "NaN";
            case NONE -> "none";
            case NUMBER -> Double.toString(number);
            case TEXT -> "'" + text + "'";
        };
        return InferenceException.refusedCell(
                row, index, estimator + " was trained to take " + mark + " for missing but got NaN");
    }
}
