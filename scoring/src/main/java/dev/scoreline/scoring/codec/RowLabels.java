package dev.scoreline.scoring.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of rows that are given column by column, numbered in the order in which they first appear, which is the order
 * that pandas gives such rows. One thread.
 */
final class RowLabels {

    private final List<String> labels = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * The number of a label, which is new if it equals {@link #size()}.
     *
     * @param expected the number that is tried first: columns mostly keep the same order
     */
    int number(String label, int expected) {
        if (expected < labels.size() && labels.get(expected).equals(label)) {
            return expected;
        }
        return numbers.getOrDefault(label, labels.size());
    }

    void add(String label) {
        numbers.put(label, labels.size());
        labels.add(label);
    }

    String label(int row) {
        return labels.get(row);
    }

    int size() {
        return labels.size();
    }
}
