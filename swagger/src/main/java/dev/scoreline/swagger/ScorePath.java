package dev.scoreline.swagger;

import dev.scoreline.model.ModelSignature;

/**
 * A path that scores.
 *
 * @param path the path on the server, {@code /score}
 * @param model the name of the model that answers, for the summary
 */
public record ScorePath(String path, String model, ModelSignature signature) {}
