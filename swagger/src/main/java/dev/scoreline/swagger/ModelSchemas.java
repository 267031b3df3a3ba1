package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.array;
import static dev.scoreline.swagger.Node.object;
import static dev.scoreline.swagger.Node.type;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.ModelSignature.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of a model as this server takes and answers it, in words that generators of clients understand: {@code data} as
 * records where columns have names, else as rows, or as nested lists where the model takes tensors only; the default method's
 * answer, and where there are several methods, {@code method} and an answer of any type. There are no alternatives ({@code oneOf}): Swagger 2.0 has none, and of lists beside
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

    private static final String TENSORS_TAKEN =
            "Tensors as nested lists, by name where there are several. They are also taken as ONNX Runtime Server writes"
                    + " them.";

    private static final String GIVEN =
            "A list with an item for each row. When the request names a method, an object with"
                    + " that list under the method's name. Without one the method is ";

    /** Protobuf as ONNX Runtime Server writes it. Every model takes it, but only clients of ONNX models look for it. */
    private static final List<String> PROTOBUF =
            List.of("application/x-protobuf", "application/vnd.google.protobuf", "application/octet-stream");

    @Override
    public List<String> binaryTypes() {
        return signature.tensors().isEmpty() ? List.of() : PROTOBUF;
    }

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
        Map<String, Object> input = object("type", "object", "required", List.of("data"), "properties", properties);
        input.put("description", signature.columns().isPresent() ? TAKEN : TENSORS_TAKEN);
        sampleInput
                .or(() -> ModelSample.request(signature, ModelSample.MAX_SHOWN))
                .ifPresent(sample -> input.put("example", sample));
        return input;
    }

    private boolean hasChoice() {
        return signature.methods().size() > 1;
    }

    private Map<String, Object> data(ApiVersion version) {
        if (signature.columns().isEmpty()) {
            return tensors(signature.tensors());
        }
        return array(signature.named() ? record(version) : row(version));
    }

    /** One tensor is taken as it is, several by name. */
    private static Map<String, Object> tensors(List<Input> inputs) {
        if (inputs.size() == 1) {
            return nested(inputs.get(0).type(), inputs.get(0).shape());
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        inputs.forEach(input -> properties.put(input.name(), nested(input.type(), input.shape())));
        Map<String, Object> byName = whole(properties);
        byName.put("additionalProperties", false);
        return byName;
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
            fix(row, signature.features().size());
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
        if (method.outputs().size() <= 1) {
            return nested(method.type(), method.shape());
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Output output : method.outputs()) {
            properties.put(output.name(), nested(output.type(), output.shape()));
        }
        return whole(properties);
    }

    /** An object of which no property may be left out. */
    private static Map<String, Object> whole(Map<String, Object> properties) {
        return object("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
    }

    /** Lists in lists, of the lengths that are fixed. */
    private static Map<String, Object> nested(DataType type, List<Integer> shape) {
        Map<String, Object> schema = value(type);
        for (int i = shape.size() - 1; i >= 0; i--) {
            schema = array(schema);
            if (shape.get(i) >= 0) {
                fix(schema, shape.get(i));
            }
        }
        return schema;
    }

    private static void fix(Map<String, Object> array, int length) {
        array.put("minItems", length);
        array.put("maxItems", length);
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
