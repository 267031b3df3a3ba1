package dev.scoreline.model.schema;

import java.util.Optional;

/**
 * Something that a service takes by name.
 *
 * @param example a JSON value, as documents show it
 * @param defaultValue what holds when a request leaves it out; empty if it must be given
 */
public record Parameter(String name, Schema schema, Object example, Optional<Object> defaultValue) {

    public static Parameter of(String name, Sample sample) {
        return new Parameter(name, sample.schema(), sample.example(), Optional.empty());
    }

    /** A parameter without a schema of its own beside others that have one. */
    public static Parameter untyped(String name, Optional<Object> defaultValue) {
        return new Parameter(name, Schema.Unknown.ANY, "", defaultValue);
    }
}
