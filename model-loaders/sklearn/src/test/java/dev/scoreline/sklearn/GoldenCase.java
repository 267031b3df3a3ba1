package dev.scoreline.sklearn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model that scikit-learn saved, the rows it was asked about and what it answered. Immutable; thread-safe.
 *
 * @param version the folder, named after the version of scikit-learn
 */
record GoldenCase(String version, String name, Path model, GoldenRows rows, List<Expected> answers) {

    static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    /** How far an answer may be from the recorded one. */
    enum Closeness {
        /** The same bits. */
        EXACT,
        /** By the tolerance times the size of the number, or by the tolerance itself where the number is below 1. */
        RELATIVE,
        ABSOLUTE,
        /** There is no answer: scikit-learn raised an error. */
        RAISES
    }

    /** What a method answered: the array as nested lists. */
    record Expected(String method, Closeness closeness, double tolerance, Optional<List<?>> values) {}

    /** The versions that there are models of, oldest first. */
    static List<String> versions() {
        try (Stream<Path> entries = Files.list(FOLDER)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+\\..*"))
                    .sorted(Comparator.comparingInt(GoldenCase::minor))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the golden models are missing", e);
        }
    }

    private static int minor(String version) {
        String[] parts = version.split("\\.", 3);
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }

    static List<GoldenCase> of(String version) {
        try (Stream<Path> entries = Files.list(FOLDER.resolve(version))) {
            return entries.filter(entry -> entry.toString().endsWith(".json"))
                    .sorted()
                    .map(GoldenCase::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GoldenCase read(String version, String name) {
        return read(FOLDER.resolve(version).resolve(name + ".json"));
    }

    private static GoldenCase read(Path file) {
        Map<String, Object> json = JsonTree.read(file);
        Path folder = file.getParent();
        return new GoldenCase(
                folder.getFileName().toString(),
                (String) json.get("case"),
                folder.resolve((String) json.get("file")),
                GoldenRows.read((String) json.get("input")),
                answers((Map<?, ?>) json.get("methods")));
    }

    private static List<Expected> answers(Map<?, ?> methods) {
        List<Expected> answers = new ArrayList<>();
        methods.forEach((name, answer) -> answers.add(answer((String) name, (Map<?, ?>) answer)));
        return answers;
    }

    private static Expected answer(String method, Map<?, ?> json) {
        if (json.containsKey("raises")) {
            return new Expected(method, Closeness.RAISES, 0, Optional.empty());
        }
        Closeness closeness = switch ((String) json.get("compare")) {
            case "exact" -> Closeness.EXACT;
            case "relative" -> Closeness.RELATIVE;
            case "absolute" -> Closeness.ABSOLUTE;
            default -> throw new IllegalArgumentException("compare is " + json.get("compare"));
        };
        double tolerance = closeness == Closeness.EXACT ? 0 : ((Number) json.get("tolerance")).doubleValue();
        return new Expected(method, closeness, tolerance, Optional.of((List<?>) json.get("values")));
    }
}
