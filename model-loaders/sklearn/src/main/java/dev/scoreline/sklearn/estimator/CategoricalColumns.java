package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.Column;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.DType;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The columns of an encoder and the categories of each. Immutable; thread-safe. */
final class CategoricalColumns {

    private static final Set<String> NARROW_TYPES = Set.of("float32", "float16", "f4", "f2", "single", "half");

    private final String estimator;
    private final List<Categories> categories;
    private final boolean mayMiss;
    private final boolean narrow;
    private final Columns columns;

    private CategoricalColumns(FittedState state, List<Categories> categories, boolean mayMiss) {
        this.estimator = state.className();
        this.categories = categories;
        this.mayMiss = mayMiss;
        this.narrow = state.find("dtype").filter(CategoricalColumns::isNarrow).isPresent();
        this.columns = new Columns(
                OptionalInt.of(categories.size()),
                state.featureNames(),
                categories.stream().map(Categories::type).toList(),
                List.of());
    }

    /**
     * Reads {@code categories_}.
     *
     * @param mayMiss whether the encoder's version takes NaN at all; where it does, NaN may still be an unknown category
     */
    static CategoricalColumns of(FittedState state, boolean mayMiss) {
        List<Categories> categories = state.items("categories_").stream()
                .map(values -> Categories.of(state, values))
                .toList();
        return new CategoricalColumns(state, categories, mayMiss);
    }

    /** {@code dtype} is a class, a NumPy type or a name of one. */
    private static boolean isNarrow(PyValue dtype) {
        if (dtype instanceof DType type) {
            return type.kind() == 'f' && type.itemBytes() < Double.BYTES;
        }
        String name = dtype instanceof Global global ? global.name() : dtype instanceof Text text ? text.value() : "";
        return NARROW_TYPES.contains(name);
    }

    Columns columns() {
        return columns;
    }

    /** Whether the encoder gives numbers of fewer than 64 bits, which the next step would compute with. */
    boolean isNarrow() {
        return narrow;
    }

    int width() {
        return categories.size();
    }

    /** The number of categories of a column. */
    int size(int column) {
        return categories.get(column).size();
    }

    /**
     * The code of each cell of a column, {@link Categories#UNKNOWN} where it is no category.
     *
     * @throws InferenceException {@code INVALID_INPUT} if a number is infinite, or NaN where the version refuses it
     */
    int[] codes(Table input, int index) {
        Column column = input.column(index);
        if (column instanceof Column.Numbers numbers) {
            check(numbers.values(), index);
        } else if (!mayMiss && column instanceof Column.Cells cells) {
            check(cells, index);
        }
        return categories.get(index).codes(column);
    }

    private void check(double[] numbers, int index) {
        for (int row = 0; row < numbers.length; row++) {
            if (Double.isInfinite(numbers[row]) || (!mayMiss && Double.isNaN(numbers[row]))) {
                throw refused(row, index, numbers[row]);
            }
        }
    }

    private void check(Column.Cells cells, int index) {
        for (int row = 0; row < cells.rows(); row++) {
            if (cells.cell(row) instanceof Double number && number.isNaN()) {
                throw refused(row, index, number);
            }
        }
    }

    private InferenceException refused(int row, int column, double number) {
        return InferenceException.refusedCell(
                row,
                column,
                estimator + " expects a category but got " + (Double.isNaN(number) ? "a missing value (NaN)" : number));
    }

    /** The refusal of a cell that is no category. */
    InferenceException unknown(Table input, int row, int column) {
        Object cell = input.column(column).cell(row);
        return InferenceException.refusedCell(
                row, column, estimator + ": " + categories.get(column).refusal(cell));
    }
}
