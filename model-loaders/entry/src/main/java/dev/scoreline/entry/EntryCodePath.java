package dev.scoreline.entry;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where entry code lies. Immutable; thread-safe.
 *
 * @param script a {@code .java} file, a {@code .jar}, or the name of a class on the class path
 * @param sourceDirectory a folder of code that the script uses: {@code .java} files for a script that is one, class files in the
 *     folders of their packages, and jars
 */
public record EntryCodePath(String script, Optional<Path> sourceDirectory) {

    /** A script that needs nothing else. */
    public static EntryCodePath of(String script) {
        return new EntryCodePath(script, Optional.empty());
    }

    /** The folder and the jars in it, in alphabetical order; none without a folder. */
    List<Path> classPath() {
        if (sourceDirectory.isEmpty()) {
            return List.of();
        }
        Path folder = sourceDirectory.get();
        List<Path> classPath = new ArrayList<>(List.of(folder));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
        } catch (IOException e) {
            throw ScriptRefusal.of(
                    "the folder of entry code " + folder
                            + " cannot be read: set AZUREML_SOURCE_DIRECTORY to a folder below AML_APP_ROOT (" + e
                            + ")",
                    e);
        }
        return classPath;
    }

    URL[] urls() {
        return classPath().stream().map(EntryCodePath::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
