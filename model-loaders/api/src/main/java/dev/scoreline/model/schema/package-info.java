/**
 * What a service takes and gives, as Azure ML's InferenceSchema describes it: types drawn from samples, and what a value
 * of JSON becomes under such a type. JSON values are plain objects of the JDK: {@code Map}, {@code List}, {@code String},
 * {@code Number}, {@code Boolean}, and {@link dev.scoreline.model.schema.JsonNull}. Stands on the JDK alone.
 */
@NullMarked
package dev.scoreline.model.schema;

import org.jspecify.annotations.NullMarked;
