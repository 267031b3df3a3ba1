package dev.scoreline.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An object of Kubernetes as a tree of maps, lists, texts and numbers. */
record Manifest(Map<String, Object> root) {

    /** All documents of YAML text. */
    static List<Manifest> parse(String yaml) {
        List<Manifest> all = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            all.add(new Manifest(map(document)));
        }
        return all;
    }

    static List<Manifest> read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    String kind() {
        return text("kind");
    }

    String apiVersion() {
        return text("apiVersion");
    }

    String name() {
        return text("metadata", "name");
    }

    /** What stands at a path of keys; empty if nothing does. */
    Optional<Object> at(String... path) {
        Object value = root;
        for (String key : path) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(key)) {
                return Optional.empty();
            }
            value = map.get(key);
        }
        return Optional.ofNullable(value);
    }

    String text(String... path) {
        return String.valueOf(
                at(path).orElseThrow(() -> new AssertionError(root + " has no " + String.join(".", path))));
    }

    Map<String, Object> mapAt(String... path) {
        return at(path).map(Manifest::map).orElse(Map.of());
    }

    /** The objects in a list. */
    List<Manifest> listAt(String... path) {
        return at(path).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .map(item -> new Manifest(map(item)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
