package dev.scoreline.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Everything that a person applies. */
final class Overlays {

    /** The folder with the files; tests run in it. */
    static final Path ROOT = Path.of(".").toAbsolutePath().normalize();

    static final List<String> ALL = found();

    private Overlays() {}

    private static List<String> found() {
        try (Stream<Path> folders = Files.list(ROOT.resolve("overlays"))) {
            return Stream.concat(
                            Stream.of("base"),
                            folders.map(folder -> "overlays/" + folder.getFileName())
                                    .sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> build(String overlay) throws IOException {
        return Kustomization.build(ROOT.resolve(overlay));
    }

    static List<Manifest> ofKind(String overlay, String kind) throws IOException {
        return build(overlay).stream()
                .filter(object -> object.kind().equals(kind))
                .toList();
    }
}
