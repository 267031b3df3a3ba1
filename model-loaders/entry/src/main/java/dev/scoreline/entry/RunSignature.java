package dev.scoreline.entry;

import dev.scoreline.model.schema.Parameter;
import dev.scoreline.model.schema.Sample;
import dev.scoreline.model.schema.SchemaFromSample;
import dev.scoreline.model.schema.ServiceSignature;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the service's signature from the types of {@code run}. Stateless; thread-safe. */
final class RunSignature {

    private RunSignature() {}

    static ServiceSignature of(RunInput input, List<java.lang.reflect.Parameter> data, Type output) {
        if (input instanceof RunInput.Typed) {
            return new ServiceSignature(components(data.get(0).getType()), output(output), false);
        }
        if (input instanceof RunInput.Named) {
            List<Parameter> parameters = new ArrayList<>();
            data.forEach(parameter -> parameters.add(parameter(parameter.getName(), parameter.getParameterizedType())));
            return new ServiceSignature(parameters, output(output), false);
        }
        return ServiceSignature.UNDESCRIBED;
    }

    private static List<Parameter> components(Class<?> type) {
        List<Parameter> parameters = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            parameters.add(parameter(component.getName(), component.getGenericType()));
        }
        return parameters;
    }

    private static Parameter parameter(String name, Type type) {
        Optional<Object> sample = TypeSamples.of(type);
        Optional<Object> defaultValue = TypeReaders.whenLeftOut(type).isPresent() ? sample : Optional.empty();
        if (sample.isEmpty()) {
            return Parameter.untyped(name, defaultValue);
        }
        Sample drawn = SchemaFromSample.of(sample.get());
        return new Parameter(name, drawn.schema(), drawn.example(), defaultValue.map(present -> drawn.example()));
    }

    private static Optional<Sample> output(Type type) {
        return TypeSamples.of(type).map(SchemaFromSample::of);
    }
}
