package dev.scoreline.server.metrics;

/**
 * All metrics as text.
 *
 * @param contentType with the version of the format
 */
public record Exposition(String contentType, byte[] text) {}
