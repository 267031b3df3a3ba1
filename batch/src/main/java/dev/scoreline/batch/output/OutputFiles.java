package dev.scoreline.batch.output;

import java.nio.file.Path;
import java.util.List;

/**
 * The names of all that a run leaves in its output folder. Immutable; thread-safe.
 *
 * @param folder the output folder
 * @param name the output's final name, {@code predictions.csv}
 */
public record OutputFiles(Path folder, String name) {

    private static final String PARTIAL = ".partial";

    public OutputFiles {
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("a file's name without folders");
        }
    }

    /** Where the finished output appears. */
    public Path output() {
        return folder.resolve(name);
    }

    /** Where the output grows. */
    public Path partialOutput() {
        return folder.resolve(name + PARTIAL);
    }

    /** Where the finished output is written, if it is made of what {@link #partialOutput()} holds. */
    Path finishedOutput() {
        return folder.resolve(name + ".finished");
    }

    /** Where the rows and files that failed are told, if there are any. */
    public Path errors() {
        return folder.resolve(stem() + ".errors.jsonl");
    }

    public Path partialErrors() {
        return folder.resolve(stem() + ".errors.jsonl" + PARTIAL);
    }

    public Path summary() {
        return folder.resolve(stem() + ".summary.json");
    }

    public Path checkpoint() {
        return folder.resolve(name + ".checkpoint");
    }

    /** What must not be there when a run begins, so that nothing of another run is lost. */
    public List<Path> finals() {
        return List.of(output(), errors(), summary());
    }

    private String stem() {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
