package dev.scoreline.scoring.config;

import java.util.ArrayList;
import java.util.List;

/** The mistakes found in the settings, collected so that all are told at once. One thread. */
public final class Problems {

    private final List<String> found = new ArrayList<>();

    public void add(String problem) {
        found.add(problem);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** The mistakes in the order in which they were found. */
    public List<String> all() {
        return List.copyOf(found);
    }

    /** One line a mistake. */
    @Override
    public String toString() {
        return String.join("\n", found);
    }
}
