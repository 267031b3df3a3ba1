package dev.scoreline.swagger;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI 3.0.3 description of a server, drawn from the signatures of its models. Source of the form: the OpenAPI
 * Specification 3.0.3. Immutable; thread-safe.
 */
public final class OpenApiDocument {

    private OpenApiDocument() {}

    /**
     * Describes a server.
     *
     * @param title what the document is called
     * @param version the version of the API, as the document states it
     * @param paths the paths that score, in the order in which they shall be listed
     * @return the document as JSON text
     */
    public static String of(String title, String version, List<ScorePath> paths) {
        Map<String, Object> byPath = new LinkedHashMap<>();
        byPath.put("/", Map.of("get", health("Says Healthy while the server runs")));
        for (ScorePath path : paths) {
            byPath.put(path.path(), Map.of("post", score(path)));
        }
        return JsonText.of(
                object("openapi", "3.0.3", "info", object("title", title, "version", version), "paths", byPath));
    }

    private static Map<String, Object> health(String summary) {
        return object(
                "operationId",
                "health",
                "summary",
                summary,
                "responses",
                object(
                        "200",
                        object(
                                "description",
                                "Healthy",
                                "content",
                                object("text/plain", object("schema", type("string"))))));
    }

    private static Map<String, Object> score(ScorePath path) {
        ModelSignature signature = path.signature();
        return object(
                "operationId",
                "score" + path.path().replaceAll("[^A-Za-z0-9]+", "_"),
                "summary",
                "Scores rows with the model " + path.model(),
                "requestBody",
                object("required", true, "content", json(request(signature))),
                "responses",
                object(
                        "200",
                        object("description", "One answer a row", "content", json(answer(signature))),
                        "default",
                        object("description", "What was expected, what came and where", "content", json(failure()))));
    }

    private static Map<String, Object> request(ModelSignature signature) {
        List<Map<String, Object>> forms = new ArrayList<>();
        if (signature.named()) {
            forms.add(array(record(signature)));
        }
        forms.add(array(row(signature)));
        Map<String, Object> data = forms.size() == 1 ? forms.get(0) : object("oneOf", forms);
        List<String> methods = signature.methods().stream().map(Method::name).toList();
        return object(
                "type",
                "object",
                "required",
                List.of("data"),
                "properties",
                object("data", data, "method", object("type", "string", "enum", methods)));
    }

    private static Map<String, Object> record(ModelSignature signature) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Feature feature : signature.features()) {
            properties.put(feature.name(), value(feature.type()));
            if (feature.required()) {
                required.add(feature.name());
            }
        }
        Map<String, Object> schema = object("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", signature.extraColumns() != ExtraColumns.REFUSED);
        return schema;
    }

    private static Map<String, Object> row(ModelSignature signature) {
        Map<String, Object> row = array(signature.isNumeric() ? value(DataType.FLOAT64) : value(DataType.OBJECT));
        if (signature.extraColumns() != ExtraColumns.KEPT) {
            row.put("minItems", signature.features().size());
            row.put("maxItems", signature.features().size());
        }
        return row;
    }

    private static Map<String, Object> answer(ModelSignature signature) {
        Map<String, Object> byMethod = new LinkedHashMap<>();
        for (Method method : signature.methods()) {
            byMethod.put(method.name(), answer(method));
        }
        return object(
                "oneOf",
                List.of(
                        answer(signature.defaultMethod()),
                        object("type", "object", "properties", byMethod, "additionalProperties", false)));
    }

    private static Map<String, Object> answer(Method method) {
        Map<String, Object> schema = value(method.type());
        for (int dimension = 0; dimension < method.shape().size(); dimension++) {
            schema = array(schema);
        }
        return schema;
    }

    private static Map<String, Object> failure() {
        return object(
                "type", "object", "required", List.of("message"), "properties", object("message", type("string")));
    }

    /** The schema of one value; every value but an integer or a boolean may be missing. */
    private static Map<String, Object> value(DataType type) {
        return switch (type) {
            case FLOAT64 -> object("type", "number", "format", "double", "nullable", true);
            case INT64 -> object("type", "integer", "format", "int64");
            case BOOL -> type("boolean");
            case STRING -> object("type", "string", "nullable", true);
            case OBJECT -> new LinkedHashMap<>();
        };
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        return object("type", "array", "items", items);
    }

    private static Map<String, Object> type(String name) {
        return object("type", name);
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return object("application/json", object("schema", schema));
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
