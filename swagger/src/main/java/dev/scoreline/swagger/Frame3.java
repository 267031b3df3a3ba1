package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.object;
import static dev.scoreline.swagger.Node.reference;
import static dev.scoreline.swagger.Node.type;

import dev.scoreline.swagger.ApiText.NamedPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document in OpenAPI 3.0 and 3.1, but for its schemas. Stateless; thread-safe. */
final class Frame3 {

    private static final String SCHEMAS = "#/components/schemas/";

    private Frame3() {}

    static Map<String, Object> of(
            ApiVersion version, ServiceInfo info, List<NamedPath> services, Map<String, Object> schemas) {
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put(info.path("/"), object("get", health()));
        for (NamedPath service : services) {
            paths.put(info.path(service.path()), object("post", score(version, service)));
        }
        paths.put(info.path("/swagger.json"), object("get", document()));
        return object(
                version.key(),
                version.number(),
                "info",
                info(info),
                "security",
                security(),
                "paths",
                paths,
                "components",
                object("schemas", schemas, "securitySchemes", object("Bearer", bearer())));
    }

    static Map<String, Object> info(ServiceInfo info) {
        return object("title", info.name(), "description", Wording.INFO + info.name(), "version", info.version());
    }

    static Map<String, Object> bearer() {
        return object(
                "type", "apiKey",
                "name", "Authorization",
                "in", "header",
                "description", "For example: Bearer abc123");
    }

    static List<Map<String, Object>> security() {
        return List.of(object("Bearer", List.of()));
    }

    private static Map<String, Object> health() {
        Map<String, Object> text = object("type", "string", "example", "Healthy");
        return object(
                "operationId",
                "ServiceHealthCheck",
                "description",
                Wording.HEALTH,
                "responses",
                responses(answer(Wording.HEALTHY, "text/plain", text)));
    }

    private static Map<String, Object> score(ApiVersion version, NamedPath service) {
        Map<String, Object> payload = object(
                "description",
                Wording.PAYLOAD,
                "content",
                bodies(version, service, reference(SCHEMAS + service.input())));
        Map<String, Object> scored = object(
                "description", Wording.SCORED, "content", bodies(version, service, service.answer(version, SCHEMAS)));
        return object(
                "operationId", service.operation(),
                "description", Wording.SCORE,
                "security", security(),
                "requestBody", payload,
                "responses", responses(scored));
    }

    /** JSON of a schema, and the media types whose bodies are bytes; OpenAPI 3.1 has no schema for those. */
    private static Map<String, Object> bodies(ApiVersion version, NamedPath service, Map<String, Object> schema) {
        Map<String, Object> bodies = content("application/json", schema);
        Map<String, Object> bytes = switch (version) {
            case V2, V3 -> object("schema", object("type", "string", "format", "binary"));
            case V3_1 -> object();
        };
        service.schemas().binaryTypes().forEach(type -> bodies.put(type, bytes));
        return bodies;
    }

    private static Map<String, Object> document() {
        Map<String, Object> version = object(
                "name",
                "version",
                "in",
                "query",
                "required",
                false,
                "schema",
                object("type", "integer", "enum", List.of(2, 3)));
        return object(
                "operationId",
                "GetSwaggerSpec",
                "description",
                Wording.GET_DOCUMENT,
                "parameters",
                List.of(version),
                "responses",
                responses(answer(Wording.DOCUMENT, "text/plain", type("string"))));
    }

    private static Map<String, Object> responses(Map<String, Object> ok) {
        return object(
                "200", ok, "default", answer(Wording.FAILED, "application/json", reference(SCHEMAS + "ErrorResponse")));
    }

    private static Map<String, Object> answer(String description, String mediaType, Map<String, Object> schema) {
        return object("description", description, "content", content(mediaType, schema));
    }

    private static Map<String, Object> content(String mediaType, Map<String, Object> schema) {
        return object(mediaType, object("schema", schema));
    }
}
