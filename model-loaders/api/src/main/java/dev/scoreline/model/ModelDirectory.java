package dev.scoreline.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the models in a directory that is laid out as Azure ML's {@code AZUREML_MODEL_DIR}. Stateless; thread-safe. */
public final class ModelDirectory {

    private ModelDirectory() {}

    /** The models that lie at {@code root}, by name and then by version as a number. */
    public static List<ModelSource> resolve(
            Path root, Optional<String> modelFile, Optional<String> format, ModelLoaders loaders) {
        return List.of();
    }
}
