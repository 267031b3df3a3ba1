package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.NdArray;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.None;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The categories of a column that an encoder treats as one because they were rare in its training data: {@code
 * _default_to_infrequent_mappings}, since 1.1 in OneHotEncoder and since 1.3 in OrdinalEncoder. Immutable; thread-safe.
 */
final class RareCategories {

    private final int[] mapping;
    private final int code;

    private RareCategories(int[] mapping, int code) {
        this.mapping = mapping;
        this.code = code;
    }

    /** Those of each column; none for a column without, and for every column of an encoder that does not group. */
    static List<Optional<RareCategories>> of(FittedState state, CategoricalColumns columns) {
        if (!state.flag("_infrequent_enabled", false)) {
            return Collections.nCopies(columns.width(), Optional.empty());
        }
        List<PyValue> mappings = state.items("_default_to_infrequent_mappings");
        List<PyValue> rare = state.items("_infrequent_indices");
        if (mappings.size() != columns.width() || rare.size() != columns.width()) {
            throw InferenceException.invalidModel(state.className() + " groups the categories of " + mappings.size()
                    + " columns but knows those of " + columns.width());
        }
        List<Optional<RareCategories>> all = new ArrayList<>();
        for (int column = 0; column < columns.width(); column++) {
            all.add(of(state, mappings.get(column), rare.get(column), columns.size(column)));
        }
        return all;
    }

    private static Optional<RareCategories> of(FittedState state, PyValue mapping, PyValue rare, int size) {
        if (mapping == None.NONE || rare == None.NONE) {
            return Optional.empty();
        }
        if (!(mapping instanceof NdArray groups && rare instanceof NdArray members && members.size() > 0)) {
            throw state.wrong("_infrequent_indices", "a list of arrays", rare);
        }
        int[] codes = codes(state, groups, size);
        int first = codes(state, members, codes.length)[0];
        return Optional.of(new RareCategories(codes, codes[first]));
    }

    private static int[] codes(FittedState state, NdArray array, int limit) {
        long[] codes = array.longs();
        for (long code : codes) {
            if (code < 0 || code >= limit || codes.length > limit) {
                throw InferenceException.invalidModel(
                        state.className() + " groups categories by a code " + code + " that none of them has");
            }
        }
        return Arrays.stream(codes).mapToInt(Math::toIntExact).toArray();
    }

    /** The code that stands for all rare categories. */
    int code() {
        return code;
    }

    /** The code of a category after grouping; the missing value of an OrdinalEncoder is never grouped. */
    int grouped(int category) {
        return category < mapping.length ? mapping[category] : category;
    }
}
