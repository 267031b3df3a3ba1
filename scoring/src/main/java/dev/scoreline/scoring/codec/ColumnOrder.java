package dev.scoreline.scoring.codec;

import dev.scoreline.model.InferenceException;
import java.util.Arrays;
import java.util.List;

/**
 * The order in which a request writes its columns, where it says so beside its rows. Immutable by convention.
 *
 * @param written the model's column for each of the request's, -1 for one that the model ignores
 * @param absent the model's columns that the request leaves out
 * @param isModels whether it is the model's own order, so that nothing has to be looked up
 * @param isGiven whether the request says its order at all
 */
record ColumnOrder(int[] written, int[] absent, boolean isModels, boolean isGiven) {

    /** The model's own order, of as many columns as the model has. */
    static final ColumnOrder MODELS = new ColumnOrder(new int[0], new int[0], true, false);

    /**
     * The order that a list of names gives. For a model that knows no names only their number counts.
     *
     * @param input stands at the list, for the messages
     */
    static ColumnOrder of(List<String> names, FormInput input) {
        InputColumns columns = input.columns();
        return columns.isNamed() ? byName(names, input) : byPosition(names.size(), input);
    }

    private static ColumnOrder byPosition(int count, FormInput input) {
        InputColumns columns = input.columns();
        boolean fits = columns.isOpen() ? count >= columns.size() : count == columns.size();
        if (!fits) {
            throw input.refusal("expected " + columns.size() + " names of columns but got " + count);
        }
        int[] written = new int[count];
        Arrays.setAll(written, i -> i);
        return new ColumnOrder(written, new int[0], true, true);
    }

    private static ColumnOrder byName(List<String> names, FormInput input) {
        InputColumns columns = input.columns();
        int[] written = new int[names.size()];
        boolean[] given = new boolean[columns.size()];
        for (int i = 0; i < written.length; i++) {
            written[i] = columns.position(names.get(i), i);
            if (written[i] >= 0 && given[written[i]]) {
                throw input.refusal("the column " + Excerpt.quoted(names.get(i)) + " is given twice");
            }
            if (written[i] >= 0) {
                given[written[i]] = true;
            } else if (!columns.ignoresUnknown()) {
                throw input.unknownColumn(names.get(i));
            }
        }
        return new ColumnOrder(written, absent(given, input), isModels(written, columns.size()), true);
    }

    private static int[] absent(boolean[] given, FormInput input) {
        int[] absent = new int[given.length];
        int count = 0;
        for (int c = 0; c < given.length; c++) {
            if (!given[c]) {
                if (input.columns().isRequired(c)) {
                    throw missing(c, input);
                }
                absent[count++] = c;
            }
        }
        return Arrays.copyOf(absent, count);
    }

    private static InferenceException missing(int column, FormInput input) {
        return input.refusal("the column " + Excerpt.quoted(input.columns().name(column)) + " is missing");
    }

    private static boolean isModels(int[] written, int size) {
        for (int i = 0; i < written.length; i++) {
            if (written[i] != i) {
                return false;
            }
        }
        return written.length == size;
    }

    /** The number of values in a row of the request; what the model has where the request does not say. */
    int width(InputColumns columns) {
        return isGiven ? written.length : columns.size();
    }

    /** The place of a model's column in the request's rows. */
    int place(int column) {
        for (int i = 0; i < written.length; i++) {
            if (written[i] == column) {
                return i;
            }
        }
        return column;
    }
}
