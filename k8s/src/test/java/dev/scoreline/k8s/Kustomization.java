package dev.scoreline.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a kustomization as kustomize does, as far as the files here need it: resources, components, strategic merge patches and
 * config maps of files. {@code RenderingTest} compares it with kubectl where there is one. Anything else that a file asks for is an error.
 */
final class Kustomization {

    private final List<Manifest> objects = new ArrayList<>();

    private Kustomization() {}

    static List<Manifest> build(Path folder) throws IOException {
        Kustomization built = new Kustomization();
        built.take(folder);
        return built.objects;
    }

    private void take(Path folder) throws IOException {
        Manifest file = Manifest.read(folder.resolve("kustomization.yaml")).get(0);
        for (String key : file.root().keySet()) {
            if (!List.of("apiVersion", "kind", "resources", "components", "patches", "configMapGenerator")
                    .contains(key)) {
                throw new AssertionError(folder + ": kustomization with " + key + ", which this test cannot build");
            }
        }
        for (Object resource : list(file, "resources")) {
            Path path = folder.resolve(String.valueOf(resource)).normalize();
            if (Files.isDirectory(path)) {
                objects.addAll(build(path));
            } else {
                objects.addAll(Manifest.read(path));
            }
        }
        for (Manifest generator : file.listAt("configMapGenerator")) {
            objects.add(configMap(folder, generator));
        }
        for (Object component : list(file, "components")) {
            take(folder.resolve(String.valueOf(component)).normalize());
        }
        for (Manifest patch : file.listAt("patches")) {
            for (Manifest change : Manifest.read(folder.resolve(patch.text("path")))) {
                patch(change, patch);
            }
        }
    }

    private static List<?> list(Manifest file, String key) {
        return (List<?>) file.at(key).orElse(List.of());
    }

    private static Manifest configMap(Path folder, Manifest generator) throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        for (Object name : list(generator, "files")) {
            Path file = folder.resolve(String.valueOf(name)).normalize();
            data.put(file.getFileName().toString(), Files.readString(file));
        }
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("name", generator.text("name")));
        metadata.put("labels", generator.mapAt("options", "labels"));
        return new Manifest(new LinkedHashMap<>(
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata, "data", data)));
    }

    private void patch(Manifest change, Manifest patch) {
        boolean isTargeted = patch.at("target").isPresent();
        String name = patch.at("target", "name").map(String::valueOf).orElse(change.name());
        boolean hasFound = false;
        for (int i = 0; i < objects.size(); i++) {
            Manifest object = objects.get(i);
            Optional<Object> selector = patch.at("target", "labelSelector");
            boolean isMeant = object.kind().equals(change.kind())
                    && (selector.isPresent()
                            ? hasLabel(object, String.valueOf(selector.get()))
                            : object.name().equals(name));
            if (isMeant) {
                Map<String, Object> merged = merge(object.root(), change.root());
                if (selector.isPresent()) {
                    Manifest.map(merged.get("metadata")).put("name", object.name());
                }
                objects.set(i, new Manifest(merged));
                hasFound = true;
            }
        }
        // As kustomize: a target may match nothing, a patch by name may not.
        if (!hasFound && !isTargeted) {
            throw new AssertionError("a patch of " + change.kind() + " " + name + ", but there is none");
        }
    }

    private static boolean hasLabel(Manifest object, String selector) {
        String[] pair = selector.split("=", 2);
        return pair[1].equals(object.mapAt("metadata", "labels").get(pair[0]));
    }

    /** Maps are merged, lists of things with names too, other lists are replaced. */
    private static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> change) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        change.forEach((key, value) -> merged.merge(key, value, (old, fresh) -> mergeValue(key, old, fresh)));
        return merged;
    }

    private static Object mergeValue(String key, Object old, Object fresh) {
        if (old instanceof Map && fresh instanceof Map) {
            return merge(Manifest.map(old), Manifest.map(fresh));
        }
        if (old instanceof List<?> before && fresh instanceof List<?> after) {
            return switch (key) {
                case "containers", "volumes" -> mergeLists(before, after, "name");
                case "volumeMounts" -> mergeLists(before, after, "mountPath");
                // Of a service; no patch here is about a container's.
                case "ports" -> mergeLists(before, after, "port");
                default -> fresh;
            };
        }
        return fresh;
    }

    /** What only the change has stands first, as with kustomize. */
    private static List<Object> mergeLists(List<?> before, List<?> after, String mergeKey) {
        Map<Object, Object> changes = new LinkedHashMap<>();
        after.forEach(item -> changes.put(Manifest.map(item).get(mergeKey), item));
        List<Object> merged = new ArrayList<>();
        for (Object item : before) {
            Object change = changes.remove(Manifest.map(item).get(mergeKey));
            if (change == null) {
                merged.add(item);
            } else if (!"delete".equals(Manifest.map(change).get("$patch"))) {
                merged.add(merge(Manifest.map(item), Manifest.map(change)));
            }
        }
        merged.addAll(0, changes.values());
        return merged;
    }
}
