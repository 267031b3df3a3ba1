package dev.scoreline.swagger;

import static dev.scoreline.swagger.Node.object;
import static dev.scoreline.swagger.Node.type;

import dev.scoreline.model.schema.Parameter;
import dev.scoreline.model.schema.ServiceSignature;
import java.util.LinkedHashMap;
import java.util.Map;

/** The schemas of a service that declares what it takes and gives, exactly as Azure ML's inference server prints them. */
public record DeclaredSchemas(ServiceSignature signature) implements ServiceSchemas {

    @Override
    public boolean fits(ApiVersion version) {
        return version != ApiVersion.V2 || signature.fitsVersion2();
    }

    @Override
    public Map<String, Object> input(ApiVersion version) {
        if (signature.plain()) {
            return undescribed();
        }
        if (signature.inputs().isEmpty()) {
            return type("object");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> example = new LinkedHashMap<>();
        for (Parameter input : signature.inputs()) {
            properties.put(input.name(), SchemaNode.of(input.schema()));
            example.put(input.name(), input.example());
        }
        return object("type", "object", "properties", properties, "example", example);
    }

    @Override
    public Map<String, Object> output(ApiVersion version) {
        return signature.output().map(SchemaNode::of).orElseGet(DeclaredSchemas::undescribed);
    }

    private static Map<String, Object> undescribed() {
        return object("type", "object", "example", object());
    }
}
