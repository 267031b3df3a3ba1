package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The columns of the matrix or data frame that a ColumnTransformer was fitted on.
 *
 * @param names their names; empty for a matrix
 */
record FrameColumns(int width, List<String> names) {

    FrameColumns {
        names = List.copyOf(names);
    }

    /**
     * Reads the number and names that the versions since 0.21.3 write; for older ones and for those with a number but no
     * names, what the selectors say of them.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} if the file does not tell which columns there were
     */
    static FrameColumns of(FittedState state, List<ColumnSelector> selectors) {
        List<String> names = names(state);
        OptionalInt width = width(state, names);
        if (width.isPresent() && !names.isEmpty() && width.getAsInt() != names.size()) {
            throw InferenceException.invalidModel(
                    "a ColumnTransformer of " + width.getAsInt() + " columns knows the names of " + names.size());
        }
        Set<String> mentioned = new LinkedHashSet<>();
        selectors.forEach(selector -> mentioned.addAll(selector.mentionedNames()));
        if (!names.isEmpty() || (width.isPresent() && mentioned.isEmpty())) {
            return new FrameColumns(width.orElse(names.size()), names);
        }
        return mentioned.isEmpty() ? byPosition(state, selectors) : byName(state, selectors, mentioned);
    }

    /** {@code feature_names_in_} since 1.0; before that the columns of the data frame, whatever they were. */
    private static List<String> names(FittedState state) {
        for (String attribute : List.of("feature_names_in_", "_feature_names_in", "_df_columns")) {
            List<PyValue> items = state.find(attribute).map(FrameColumns::items).orElse(List.of());
            boolean texts = items.stream().allMatch(item -> item instanceof Text);
            if (!items.isEmpty() && texts) {
                return unique(items.stream().map(item -> ((Text) item).value()).toList());
            }
        }
        return List.of();
    }

    private static List<PyValue> items(PyValue value) {
        if (value instanceof NdArray array) {
            return array.items();
        }
        return value instanceof Sequence list ? list.items() : List.of();
    }

    private static List<String> unique(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw InferenceException.unsupportedModel("a ColumnTransformer was fitted on two columns named '" + name
                        + "'; give every column a name of its own");
            }
        }
        return names;
    }

    private static OptionalInt width(FittedState state, List<String> names) {
        for (String attribute : List.of("n_features_in_", "_n_features")) {
            if (state.find(attribute).isPresent()) {
                return OptionalInt.of(Columns.width(state, attribute));
            }
        }
        return names.isEmpty() ? OptionalInt.empty() : OptionalInt.of(names.size());
    }

    /** The selectors of all columns, the remainder among them, are together as long as the matrix was wide. */
    private static FrameColumns byPosition(FittedState state, List<ColumnSelector> selectors) {
        int width = 0;
        for (ColumnSelector selector : selectors) {
            OptionalInt least = selector.leastWidth();
            if (least.isEmpty()) {
                throw state.unsupported("the file does not say how many columns it was fitted on; fit it again with a "
                        + "newer scikit-learn");
            }
            width = Math.max(width, least.getAsInt());
        }
        return new FrameColumns(width, List.of());
    }

    /** Without a list of all columns the model's columns are those that it mentions. */
    private static FrameColumns byName(FittedState state, List<ColumnSelector> selectors, Set<String> mentioned) {
        boolean mixed = selectors.stream().anyMatch(selector -> selector.isByPosition() || isSlice(selector));
        if (mixed) {
            throw state.unsupported(
                    "it selects some columns by name and some by position, and the file does not say which"
                            + " names the positions had; fit it again with a newer scikit-learn");
        }
        return new FrameColumns(mentioned.size(), new ArrayList<>(mentioned));
    }

    private static boolean isSlice(ColumnSelector selector) {
        return selector instanceof ColumnSelector.NameSlice;
    }
}
