package dev.scoreline.swagger;

/**
 * A path that scores.
 *
 * @param path the path on the server: {@code /score}
 */
public record ServicePath(String path, ServiceSchemas schemas) {}
