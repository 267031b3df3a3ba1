package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import dev.scoreline.sklearn.pickle.PyValue.Tuple;
import java.util.List;

/** A pair of {@code Pipeline.steps} or {@code FeatureUnion.transformer_list}: a name, and an estimator or a word. */
record NamedPart(String name, PyValue value) {

    /**
     * Reads an item of the list {@code attribute}.
     *
     * @throws InferenceException {@code INVALID_MODEL} if it is no pair with a name
     */
    static NamedPart of(FittedState state, String attribute, PyValue pair) {
        List<PyValue> items = items(pair);
        if (items.size() == 2 && items.get(0) instanceof Text name) {
            return new NamedPart(name.value(), items.get(1));
        }
        throw state.wrong(attribute, "pairs of a name and an estimator", pair);
    }

    private static List<PyValue> items(PyValue pair) {
        if (pair instanceof Tuple tuple) {
            return tuple.items();
        }
        return pair instanceof Sequence list ? list.items() : List.of();
    }
}
