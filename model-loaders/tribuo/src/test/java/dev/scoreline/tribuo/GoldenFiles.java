package dev.scoreline.tribuo;

import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The models that {@code fixtures/tribuo/GoldenModels.java} trained. */
final class GoldenFiles {

    /** Two rows of {@code rows.json}: petal length and width, sepal length and width. */
    static final Table ROWS = Table.dense(new double[] {1.4, 0.2, 5.1, 3.5, 6.0, 2.5, 6.3, 3.3}, 2, 4);

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private GoldenFiles() {}

    static Path file(String name) {
        return FOLDER.resolve(name + ".tribuo");
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tribuo"))
                    .map(name -> name.substring(0, name.length() - ".tribuo".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Model open(String name) {
        return open(file(name));
    }

    static Model open(Path file) {
        return new TribuoLoader().load(new ModelSource("m", "1", file));
    }
}
