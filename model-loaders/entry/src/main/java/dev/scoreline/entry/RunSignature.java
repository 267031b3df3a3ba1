package dev.scoreline.entry;

import dev.scoreline.model.entry.EntrySample;
import dev.scoreline.model.schema.Parameter;
import dev.scoreline.model.schema.Sample;
import dev.scoreline.model.schema.Schema;
import dev.scoreline.model.schema.SchemaFromSample;
import dev.scoreline.model.schema.ServiceSignature;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the service's signature from the types of {@code run} and the samples that it gives. Stateless; thread-safe. */
final class RunSignature {

    private RunSignature() {}

    static ServiceSignature of(RunInput input, List<java.lang.reflect.Parameter> data, Method run) {
        if (input instanceof RunInput.Typed) {
            return new ServiceSignature(components(data.get(0).getType()), output(run), false);
        }
        if (input instanceof RunInput.Named) {
            List<Parameter> parameters = new ArrayList<>();
            data.forEach(parameter ->
                    parameters.add(parameter(parameter.getName(), parameter.getParameterizedType(), parameter)));
            return new ServiceSignature(parameters, output(run), false);
        }
        if (run.isAnnotationPresent(EntrySample.class)
                || data.stream().anyMatch(parameter -> parameter.isAnnotationPresent(EntrySample.class))) {
            throw ScriptRefusal.of(
                    "run() takes any text, value or request, of which a description says nothing: without"
                            + " @EntrySample, or with parameters or a record for the keys of a JSON object");
        }
        return ServiceSignature.UNDESCRIBED;
    }

    private static List<Parameter> components(Class<?> type) {
        List<Parameter> parameters = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            parameters.add(parameter(component.getName(), component.getGenericType(), component));
        }
        return parameters;
    }

    private static Parameter parameter(String name, Type type, AnnotatedElement part) {
        String place = "run(), parameter '" + name + "'";
        Optional<Sample> sample = shown(type, GivenSamples.of(part, new TypeReaders().of(type, place), place));
        Optional<Object> whenLeftOut = TypeReaders.whenLeftOut(type);
        return sample.map(drawn -> new Parameter(
                        name, drawn.schema(), drawn.example(), whenLeftOut.map(present -> drawn.example())))
                .orElseGet(() -> Parameter.untyped(name, Optional.empty()));
    }

    /** What entry code answers may be of types that nothing reads, so that its sample need only be JSON. */
    private static Optional<Sample> output(Method run) {
        return shown(run.getGenericReturnType(), GivenSamples.of(run, JsonTree::read, "run()'s answer"));
    }

    private static Optional<Sample> shown(Type type, Optional<Object> given) {
        Optional<Sample> drawn = TypeSamples.of(type).map(SchemaFromSample::of);
        return given.map(example -> drawn.filter(sample -> !saysLittle(sample.schema()))
                        .map(sample -> new Sample(sample.schema(), example))
                        .orElseGet(() -> SchemaFromSample.of(example)))
                .or(() -> drawn);
    }

    private static boolean saysLittle(Schema schema) {
        return schema instanceof Schema.Unknown
                || (schema instanceof Schema.Items items && saysLittle(items.items()))
                || (schema instanceof Schema.Fields fields
                        && fields.properties().values().stream().anyMatch(RunSignature::saysLittle));
    }
}
