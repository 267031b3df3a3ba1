package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.array;
import static dev.scoreline.swagger.Node.object;
import static dev.scoreline.swagger.Node.type;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of a model as this server takes and answers it, in words that generators of clients understand: {@code data} as
 * records where columns have names, else as rows; the default method's answer, and where there are several methods, {@code
 * method} and an answer of any type. There are no alternatives ({@code oneOf}): Swagger 2.0 has none, and of lists beside
 * objects common generators make code that does not compile. What else is taken is told in words.
 *
 * @param sampleInput a request to show, as a JSON value; one is made up where none is given
 * @param sampleOutput its answer
 */
public record ModelSchemas(ModelSignature signature, Optional<Object> sampleInput, Optional<Object> sampleOutput)
        implements ServiceSchemas {

    private static final String TAKEN =
            "Rows to score. The same rows are also taken in other forms: as lists, as columns, and as pandas, MLflow,"
                    + " TensorFlow Serving and ONNX Runtime Server write them.";

    private static final String GIVEN =
            "A list with an item for each row. When the request names a method, an object with"
                    + " that list under the method's name. Without one the method is ";

    @Override
    public boolean fits(ApiVersion version) {
        return true;
    }

    @Override
    public Map<String, Object> input(ApiVersion version) {
        Map<String, Object> properties = object("data", data(version));
        if (hasChoice()) {
            List<String> methods =
                    signature.methods().stream().map(Method::name).toList();
            properties.put("method", object("type", "string", "enum", methods));
        }
        Map<String, Object> input =
                object("type", "object", "required", List.of("data"), "properties", properties, "description", TAKEN);
        sampleInput.or(() -> ModelSample.request(signature)).ifPresent(sample -> input.put("example", sample));
        return input;
    }

    private boolean hasChoice() {
        return signature.methods().size() > 1;
    }

    private Map<String, Object> data(ApiVersion version) {
        return array(signature.named() ? record(version) : row(version));
    }

    private Map<String, Object> record(ApiVersion version) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Feature feature : signature.features()) {
            properties.put(feature.name(), cell(feature.type(), version));
            if (feature.required()) {
                required.add(feature.name());
            }
        }
        Map<String, Object> record = object("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            record.put("required", required);
        }
        record.put("additionalProperties", signature.extraColumns() != ExtraColumns.REFUSED);
        return record;
    }

    private Map<String, Object> row(ApiVersion version) {
        Map<String, Object> row = array(cell(signature.isNumeric() ? DataType.FLOAT64 : DataType.OBJECT, version));
        if (signature.extraColumns() != ExtraColumns.KEPT) {
            row.put("minItems", signature.features().size());
            row.put("maxItems", signature.features().size());
        }
        return row;
    }

    @Override
    public Map<String, Object> output(ApiVersion version) {
        Map<String, Object> output = hasChoice()
                ? object("description", GIVEN + signature.defaultMethod().name())
                : answer(signature.defaultMethod());
        sampleOutput.ifPresent(sample -> output.put("example", sample));
        return output;
    }

    /** No value of an answer is missing: what is no number is the bare word NaN. Clients' generators also stumble over such items. */
    private static Map<String, Object> answer(Method method) {
        Map<String, Object> answer = value(method.type());
        for (int dimension = 0; dimension < method.shape().size(); dimension++) {
            answer = array(answer);
        }
        return answer;
    }

    /** A value of a row; every one but an integer or a boolean may be missing, which Swagger 2.0 cannot say. */
    private static Map<String, Object> cell(DataType type, ApiVersion version) {
        return switch (type.kind()) {
            case FLOATING, TEXT -> nullable(value(type), version);
            case INTEGER, BOOLEAN, ANY -> value(type);
        };
    }

    private static Map<String, Object> value(DataType type) {
        return switch (type.kind()) {
            case FLOATING -> object("type", "number", "format", type == DataType.FLOAT64 ? "double" : "float");
            case INTEGER -> object("type", "integer", "format", type.bytes() < 4 ? "int32" : "int64");
            case BOOLEAN -> type("boolean");
            case TEXT -> type("string");
            case ANY -> object();
        };
    }

    private static Map<String, Object> nullable(Map<String, Object> schema, ApiVersion version) {
        switch (version) {
            case V2 -> {}
            case V3 -> schema.put("nullable", true);
            case V3_1 -> schema.put("type", List.of(String.valueOf(schema.get("type")), "null"));
        }
        return schema;
    }
}
