package dev.scoreline.tribuo;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.VariableIDInfo;
import org.tribuo.impl.ArrayExample;

/**
 * Makes Tribuo's examples of rows. An example holds the features that its row gives, zeros too; a feature that is missing from
 * the row (NaN, null, left out) is absent from the example, which is how Tribuo says it and the only thing it can be: Tribuo
 * refuses NaN. Immutable; thread-safe.
 */
final class Examples<T extends Output<T>> {

    private final T output;
    private final String[] names;

    Examples(T output, String[] names) {
        this.output = output;
        this.names = names;
    }

    /** The features' names in the order of their ids, which is the alphabetical order. */
    static String[] names(ImmutableFeatureMap features) {
        String[] names = new String[features.size()];
        for (int id = 0; id < names.length; id++) {
            VariableIDInfo feature = features.get(id);
            if (feature == null) {
                throw InferenceException.invalidModel("the model has " + names.length
                        + " features but none with the id " + id + "; save the model again");
            }
            names[id] = feature.getName();
        }
        return names;
    }

    /** An example with this value for every feature. */
    Example<T> filled(double value) {
        double[] values = new double[names.length];
        Arrays.fill(values, value);
        return new ArrayExample<>(output, names, values);
    }

    /**
     * The example of a row.
     *
     * @throws InferenceException {@code INVALID_INPUT} if the row gives no feature
     */
    Example<T> of(Table table, int row) {
        int from = row * names.length;
        double[] values = Arrays.copyOfRange(table.values(), from, from + names.length);
        String[] given = names;
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            int[] ids = IntStream.range(0, names.length)
                    .filter(id -> !Double.isNaN(table.values()[from + id]))
                    .toArray();
            given = Arrays.stream(ids).mapToObj(id -> names[id]).toArray(String[]::new);
            values = Arrays.stream(ids)
                    .mapToDouble(id -> table.values()[from + id])
                    .toArray();
        }
        if (values.length == 0) {
            throw InferenceException.invalidInput(
                    "row " + row + " gives no feature of the model; give at least one, a zero if need be");
        }
        return new ArrayExample<>(output, given, values);
    }
}
