package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the files that an input names: a file, a folder with all that is below it, or a glob. Stateless; thread-safe. */
public final class InputFiles {

    private static final String GLOB_SIGNS = "*?[{";

    private InputFiles() {}

    /**
     * The files in the order of their names, so that a run can be continued. Names that begin with a dot or an underscore are
     * left out of folders and globs: that is how Spark and others mark what is no data.
     *
     * @param input a path, or a glob such as {@code data/**}{@code /*.csv}; Azure ML's prefixes {@code file:} and {@code folder:}
     *     may stand before it
     * @throws InferenceException {@code INVALID_INPUT} if there is no such file, or none in the folder
     */
    public static List<InputFile> resolve(String input) {
        String local = input.replaceFirst("^(file|folder):(?!//)", "");
        if (local.matches("(?i)(azureml|https?|abfss?|wasbs?|s3|gs):.*")) {
            throw InferenceException.invalidInput(
                    "the input " + input + " is not a file of this machine: mount or copy it, and give its path");
        }
        try {
            return resolveLocal(local);
        } catch (InvalidPathException e) {
            throw new InferenceException(
                    dev.scoreline.model.ErrorCode.INVALID_INPUT, "the input is no path: " + e.getReason(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new InferenceException(
                    dev.scoreline.model.ErrorCode.INVALID_INPUT,
                    "the input " + input + " cannot be listed: " + e.getMessage(),
                    e);
        }
    }

    private static List<InputFile> resolveLocal(String local) throws IOException {
        boolean exists = Files.exists(Path.of(local));
        int glob = firstGlobSign(local);
        if (exists && !Files.isDirectory(Path.of(local))) {
            Path file = Path.of(local);
            return List.of(new InputFile(file, file.getFileName().toString()));
        }
        Path root = exists || glob < 0 ? Path.of(local) : Path.of(fixedPart(local, glob));
        if (!Files.isDirectory(root)) {
            throw InferenceException.invalidInput(
                    "the input " + local + " does not exist: give a file, a folder or a glob");
        }
        Predicate<Path> wanted = exists ? path -> true : matching(local);
        List<InputFile> found = below(root, wanted);
        if (found.isEmpty()) {
            throw InferenceException.invalidInput(
                    "the input " + local + (exists ? " holds no file" : " matches no file"));
        }
        return found;
    }

    private static int firstGlobSign(String text) {
        return (int) text.chars().takeWhile(c -> GLOB_SIGNS.indexOf(c) < 0).count() == text.length()
                ? -1
                : (int) text.chars().takeWhile(c -> GLOB_SIGNS.indexOf(c) < 0).count();
    }

    /** The folders before the first sign of a glob. */
    private static String fixedPart(String glob, int firstSign) {
        int slash = glob.lastIndexOf('/', firstSign);
        return slash < 0 ? "." : glob.substring(0, Math.max(1, slash));
    }

    private static Predicate<Path> matching(String glob) {
        PathMatcher matcher = FileSystems.getDefault()
                .getPathMatcher(
                        "glob:" + Path.of("").toAbsolutePath().resolve(glob).normalize());
        return path -> matcher.matches(path.toAbsolutePath().normalize());
    }

    private static List<InputFile> below(Path root, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(path -> Files.isRegularFile(path) && wanted.test(path))
                    .filter(path -> isData(root.relativize(path)))
                    .map(path ->
                            new InputFile(path, root.relativize(path).toString().replace('\\', '/')))
                    .sorted(Comparator.comparing(InputFile::name))
                    .toList();
        }
    }

    private static boolean isData(Path relative) {
        for (Path part : relative) {
            String name = part.toString();
            if (name.startsWith(".") || name.startsWith("_")) {
                return false;
            }
        }
        return true;
    }
}
