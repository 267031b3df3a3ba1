package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A column for each category, 1 where the cell is that category. What scikit-learn gives as a sparse matrix is given with
 * its zeros. Immutable; thread-safe.
 */
final class OneHotEncoder implements Estimator {

    /** A cell that sets none of the columns. */
    private static final int NOWHERE = -1;

    /** A cell that is refused. */
    private static final int REFUSED = -2;

    /**
     * Where the cells of one column set their 1.
     *
     * @param places the output column of each category, or {@link #NOWHERE} for a dropped one
     * @param unknown the output column of what is no category, {@link #NOWHERE} or {@link #REFUSED}
     */
    private record Layout(int[] places, int unknown) {}

    private final CategoricalColumns columns;
    private final List<Layout> layouts;
    private final int width;

    private OneHotEncoder(CategoricalColumns columns, List<Layout> layouts, int width) {
        this.columns = columns;
        this.layouts = List.copyOf(layouts);
        this.width = width;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("OneHotEncoder", (state, inner) -> of(state));
    }

    private static OneHotEncoder of(FittedState state) {
        if (!state.has("categories_") || state.flag("_legacy_mode", false)) {
            throw state.unsupported(
                    "it was fitted the way of scikit-learn before 0.20, on integers only; fit it again with categories");
        }
        // NaN became a category in 0.24.
        CategoricalColumns columns =
                CategoricalColumns.of(state, !state.version().isBefore(0, 24));
        List<Optional<RareCategories>> rare = RareCategories.of(state, columns);
        List<OptionalInt> dropped = dropped(state, columns.width());
        List<Layout> layouts = new ArrayList<>();
        int left = 0;
        for (int column = 0; column < columns.width(); column++) {
            int[] codes = groupedCodes(columns.size(column), rare.get(column));
            int groups = groups(codes);
            OptionalInt drop = dropped.get(column);
            layouts.add(layout(state, codes, rare.get(column), drop, left));
            left += drop.isPresent() ? groups - 1 : groups;
        }
        return new OneHotEncoder(columns, layouts, left);
    }

    private static int[] groupedCodes(int size, Optional<RareCategories> rare) {
        int[] codes = new int[size];
        for (int code = 0; code < size; code++) {
            codes[code] = rare.isPresent() ? rare.get().grouped(code) : code;
        }
        return codes;
    }

    private static int groups(int[] codes) {
        int groups = 0;
        for (int code : codes) {
            groups = Math.max(groups, code + 1);
        }
        return groups;
    }

    private static Layout layout(
            FittedState state, int[] codes, Optional<RareCategories> rare, OptionalInt drop, int left) {
        if (drop.isPresent() && (drop.getAsInt() < 0 || drop.getAsInt() >= groups(codes))) {
            throw InferenceException.invalidModel(
                    "OneHotEncoder drops a category with the code " + drop.getAsInt() + " that none of them has");
        }
        int[] places = new int[codes.length];
        for (int code = 0; code < codes.length; code++) {
            places[code] = place(codes[code], drop, left);
        }
        return new Layout(places, unknown(state, rare, drop, left));
    }

    private static int place(int code, OptionalInt drop, int left) {
        if (drop.isEmpty() || code < drop.getAsInt()) {
            return left + code;
        }
        return code == drop.getAsInt() ? NOWHERE : left + code - 1;
    }

    private static int unknown(FittedState state, Optional<RareCategories> rare, OptionalInt drop, int left) {
        String rule = state.text("handle_unknown", "error");
        int asRare = rare.map(group -> place(group.code(), drop, left)).orElse(NOWHERE);
        return switch (rule) {
            case "error" -> REFUSED;
            case "ignore" -> NOWHERE;
            case "infrequent_if_exist" -> asRare;
            // Meant to be the same with a warning, but only since 1.8 it is.
            case "warn" -> state.version().isBefore(1, 8) ? NOWHERE : asRare;
            default -> throw state.unsupported("its handle_unknown '" + rule + "' is not known");
        };
    }

    /** Before 1.2.2 {@code drop_idx_} already counted after the grouping of rare categories. */
    private static List<OptionalInt> dropped(FittedState state, int width) {
        String name = state.has("_drop_idx_after_grouping") ? "_drop_idx_after_grouping" : "drop_idx_";
        if (state.find(name).isEmpty()) {
            return Collections.nCopies(width, OptionalInt.empty());
        }
        List<OptionalInt> dropped = new ArrayList<>();
        for (PyValue index : state.items(name)) {
            dropped.add(dropped(state, name, index));
        }
        if (dropped.size() != width) {
            throw InferenceException.invalidModel(
                    "OneHotEncoder drops categories of " + dropped.size() + " columns but knows those of " + width);
        }
        return dropped;
    }

    private static OptionalInt dropped(FittedState state, String name, PyValue index) {
        if (index == None.NONE) {
            return OptionalInt.empty();
        }
        if (index instanceof Int code && code.value() == (int) code.value()) {
            return OptionalInt.of((int) code.value());
        }
        throw state.wrong(name, "an array of integers", index);
    }

    @Override
    public Columns columns() {
        return columns.columns();
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        return TransformMethod.of(DataType.FLOAT64, width);
    }

    /** @throws InferenceException {@code INVALID_INPUT} if a cell is no category and the encoder does not ignore that */
    @Override
    public Payload evaluate(Method method, Table input) {
        double[] values = new double[Math.multiplyExact(input.rows(), width)];
        for (int column = 0; column < layouts.size(); column++) {
            fill(values, input, column);
        }
        return Table.dense(values, input.rows(), width);
    }

    private void fill(double[] values, Table input, int column) {
        Layout layout = layouts.get(column);
        int[] codes = columns.codes(input, column);
        for (int row = 0; row < codes.length; row++) {
            int place = codes[row] == Categories.UNKNOWN ? layout.unknown() : layout.places()[codes[row]];
            if (place == REFUSED) {
                throw columns.unknown(input, row, column);
            }
            if (place != NOWHERE) {
                values[row * width + place] = 1;
            }
        }
    }

    @Override
    public boolean narrows() {
        return columns.isNarrow();
    }

    @Override
    public Outline outline() {
        return Outline.leaf("OneHotEncoder");
    }
}
