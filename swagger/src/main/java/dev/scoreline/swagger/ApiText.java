package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.object;
import static dev.scoreline.swagger.Node.reference;
import static dev.scoreline.swagger.Node.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The description of a service in the wire shape of Azure ML's inference server 1.5.1. A pure function; thread-safe.
 */
public final class ApiText {

    private ApiText() {}

    /**
     * Describes a service.
     *
     * @param paths the paths that score, in the order in which they shall be listed; the first's schemas are called
     *     {@code ServiceInput} and {@code ServiceOutput}
     * @return the document as JSON text; empty if this version cannot describe one of the paths
     */
    public static Optional<String> of(ApiVersion version, ServiceInfo info, List<ServicePath> paths) {
        if (!paths.stream().allMatch(path -> path.schemas().fits(version))) {
            return Optional.empty();
        }
        List<NamedPath> named = named(paths);
        Map<String, Object> document = switch (version) {
            case V2 -> Frame2.of(info, named, schemas(version, named));
            case V3, V3_1 -> Frame3.of(version, info, named, schemas(version, named));
        };
        return Optional.of(JsonText.of(document));
    }

    private static List<NamedPath> named(List<ServicePath> paths) {
        List<NamedPath> named = new ArrayList<>();
        for (ServicePath path : paths) {
            named.add(new NamedPath(path, named.isEmpty() ? "" : "_" + (named.size() + 1)));
        }
        return named;
    }

    private static Map<String, Object> schemas(ApiVersion version, List<NamedPath> paths) {
        Map<String, Object> schemas = new LinkedHashMap<>();
        for (NamedPath path : paths) {
            schemas.put(path.input(), path.schemas().input(version));
            schemas.put(path.output(), path.schemas().output(version));
        }
        schemas.put("ErrorResponse", object("type", "object", "properties", object("message", type("string"))));
        return schemas;
    }

    /** The document's keys for a path's operation and schemas; upstream's own for the first path. */
    record NamedPath(ServicePath service, String suffix) {

        String path() {
            return service.path();
        }

        ServiceSchemas schemas() {
            return service.schemas();
        }

        String operation() {
            return "RunMLService" + suffix;
        }

        String input() {
            return "ServiceInput" + suffix;
        }

        String output() {
            return "ServiceOutput" + suffix;
        }

        /**
         * The answer's schema: by reference, or itself where it is of any type, because generators of clients take what is
         * referred to for a class.
         */
        Map<String, Object> answer(ApiVersion version, String place) {
            Map<String, Object> schema = schemas().output(version);
            return schema.containsKey("type") ? reference(place + output()) : schema;
        }
    }
}
