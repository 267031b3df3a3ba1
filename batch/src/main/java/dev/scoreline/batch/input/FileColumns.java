package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which column of a file is which of the model's. Immutable by convention.
 *
 * @param targets the model's column for each of the file's; {@code -1 - i} for the i-th that only the output may want
 * @param absent the model's columns that the file does not have and need not have
 * @param extraNames the names of the columns that the model does not read
 * @param width the number of the table's columns
 */
public record FileColumns(int[] targets, int[] absent, List<String> extraNames, int width) {

    /** By position: the file has the model's columns in its order and nothing else. */
    public static FileColumns byPosition(int count, ModelColumns columns) {
        boolean fits = columns.isOpen() ? count >= columns.size() : count == columns.size();
        if (!fits) {
            throw InferenceException.invalidInput(
                    "expected " + values(columns.size()) + " a row but the first row has " + count);
        }
        int[] targets = new int[count];
        Arrays.setAll(targets, i -> i);
        return new FileColumns(targets, new int[0], List.of(), count);
    }

    /**
     * By name, in any order.
     *
     * @throws InferenceException {@code INVALID_INPUT} if a column that the model needs is missing or one is there twice
     */
    public static FileColumns byName(List<String> names, ModelColumns columns) {
        int[] targets = new int[names.size()];
        boolean[] given = new boolean[columns.size()];
        List<String> extra = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            int found = columns.position(names.get(i));
            if (found < 0) {
                extra.add(names.get(i));
                targets[i] = -extra.size();
            } else if (given[found]) {
                throw InferenceException.invalidInput(
                        "the file has the column " + Excerpt.quoted(names.get(i)) + " twice");
            } else {
                given[found] = true;
                targets[i] = found;
            }
        }
        return new FileColumns(targets, absent(given, names, columns), List.copyOf(extra), columns.size());
    }

    private static int[] absent(boolean[] given, List<String> names, ModelColumns columns) {
        List<String> missing = new ArrayList<>();
        int[] absent = new int[given.length];
        int count = 0;
        for (int c = 0; c < given.length; c++) {
            if (!given[c] && columns.isRequired(c)) {
                missing.add(columns.name(c));
            } else if (!given[c]) {
                absent[count++] = c;
            }
        }
        if (!missing.isEmpty()) {
            throw InferenceException.invalidInput((missing.size() == 1 ? "the column " : "the columns ")
                    + Excerpt.list(missing) + (missing.size() == 1 ? " is" : " are") + " missing; the file has "
                    + Excerpt.list(names));
        }
        return Arrays.copyOf(absent, count);
    }

    static String values(int count) {
        return count == 1 ? "1 value" : count + " values";
    }
}
