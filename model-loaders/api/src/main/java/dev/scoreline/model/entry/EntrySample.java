package dev.scoreline.model.entry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A sample of what entry code takes or answers, for the service's description: on a parameter of {@code run} that a request
 * names, on a component of the record that {@code run} takes, or on {@code run} itself for its answer. It plays the part of the
 * samples of InferenceSchema's {@code input_schema} and {@code output_schema}.
 *
 * <p>The type stays that of the Java code, and the sample is shown as its example; where the Java type says little, as
 * {@code Object} and {@code List<Object>} do, the type is drawn from the sample. Without it the description makes up an example.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface EntrySample {

    /** The sample as JSON, such as {@code [[1, 2], [3, 4]]}. One that the Java type cannot take is refused at the start. */
    String value();
}
