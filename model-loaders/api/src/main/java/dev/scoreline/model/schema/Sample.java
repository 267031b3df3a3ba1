package dev.scoreline.model.schema;

/**
 * A type with an example of it.
 *
 * @param example a JSON value, as documents show it
 */
public record Sample(Schema schema, Object example) {}
