package dev.scoreline.k8s;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Everything that a person applies. */
final class Overlays {

    /** The folder with the files; tests run in it. */
    static final Path ROOT = Path.of(".").toAbsolutePath().normalize();

    static final List<String> ALL = List.of("base", "overlays/production", "overlays/canary");

    private Overlays() {}

    static List<Manifest> build(String overlay) throws IOException {
        return Kustomization.build(ROOT.resolve(overlay));
    }

    static List<Manifest> ofKind(String overlay, String kind) throws IOException {
        return build(overlay).stream()
                .filter(object -> object.kind().equals(kind))
                .toList();
    }
}
