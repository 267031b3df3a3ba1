package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.object;
import static dev.scoreline.swagger.Node.reference;
import static dev.scoreline.swagger.Node.type;

import dev.scoreline.swagger.ApiText.NamedPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document in Swagger 2.0, but for its schemas. Stateless; thread-safe. */
final class Frame2 {

    private static final String SCHEMAS = "#/definitions/";

    private Frame2() {}

    static Map<String, Object> of(ServiceInfo info, List<NamedPath> services, Map<String, Object> schemas) {
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put(info.path("/"), object("get", health()));
        for (NamedPath service : services) {
            paths.put(info.path(service.path()), object("post", score(service)));
        }
        paths.put(info.path("/swagger.json"), object("get", document()));
        return object(
                ApiVersion.V2.key(),
                ApiVersion.V2.number(),
                "info",
                Frame3.info(info),
                "schemes",
                List.of("https"),
                "consumes",
                List.of("application/json"),
                "produces",
                List.of("application/json"),
                "securityDefinitions",
                object("Bearer", Frame3.bearer()),
                "paths",
                paths,
                "definitions",
                schemas);
    }

    private static Map<String, Object> health() {
        Map<String, Object> healthy = object(
                "description", Wording.HEALTHY,
                "schema", type("string"),
                "examples", object("application/json", "Healthy"));
        return object(
                "operationId", "ServiceHealthCheck", "description", Wording.HEALTH, "responses", responses(healthy));
    }

    private static Map<String, Object> score(NamedPath service) {
        Map<String, Object> payload = object(
                "name",
                "serviceInputPayload",
                "in",
                "body",
                "description",
                Wording.PAYLOAD,
                "schema",
                reference(SCHEMAS + service.input()));
        Map<String, Object> scored =
                object("description", Wording.SCORED, "schema", service.answer(ApiVersion.V2, SCHEMAS));
        Map<String, Object> score =
                object("operationId", service.operation(), "description", Wording.SCORE, "security", Frame3.security());
        List<String> binary = service.schemas().binaryTypes();
        if (!binary.isEmpty()) {
            List<String> all = new ArrayList<>(List.of("application/json"));
            all.addAll(binary);
            score.put("consumes", all);
            score.put("produces", all);
        }
        score.put("parameters", List.of(payload));
        score.put("responses", responses(scored));
        return score;
    }

    private static Map<String, Object> document() {
        Map<String, Object> version =
                object("name", "version", "in", "query", "required", false, "type", "integer", "enum", List.of(2, 3));
        return object(
                "operationId",
                "GetSwaggerSpec",
                "description",
                Wording.GET_DOCUMENT,
                "parameters",
                List.of(version),
                "responses",
                responses(object("description", Wording.DOCUMENT, "schema", type("string"))));
    }

    private static Map<String, Object> responses(Map<String, Object> ok) {
        Map<String, Object> failed =
                object("description", Wording.FAILED, "schema", reference(SCHEMAS + "ErrorResponse"));
        return object("200", ok, "default", failed);
    }
}
