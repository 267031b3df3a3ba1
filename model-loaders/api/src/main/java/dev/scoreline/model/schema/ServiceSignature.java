package dev.scoreline.model.schema;

import java.util.List;
import java.util.Optional;

/**
 * What a service takes and gives. Immutable; thread-safe.
 *
 * @param inputs by name, in order
 * @param output what it answers, if that is known
 * @param plain whether it takes a body that nothing describes: text or raw bytes
 */
public record ServiceSignature(List<Parameter> inputs, Optional<Sample> output, boolean plain) {

    /** A service that nothing describes. */
    public static final ServiceSignature UNDESCRIBED = new ServiceSignature(List.of(), Optional.empty(), true);

    public ServiceSignature {
        inputs = List.copyOf(inputs);
        if (plain && !inputs.isEmpty()) {
            throw new IllegalArgumentException("a service that takes a plain body has no parameters but got " + inputs);
        }
    }

    /** Whether Swagger 2.0 can describe it: a list of mixed types, in or out, it cannot. */
    public boolean fitsVersion2() {
        return inputs.stream().allMatch(input -> input.schema().fitsVersion2())
                && output.stream().allMatch(sample -> sample.schema().fitsVersion2());
    }
}
