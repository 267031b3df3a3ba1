package dev.scoreline.batch;

import dev.scoreline.entry.BatchScript;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.ScriptModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Entry code with the models that it may ask.
 *
 * @param digest what shows that it is still the same
 */
record OpenScript(BatchScript script, Models models, String digest) implements AutoCloseable {

    /** The system property that stands for the environment variable of Azure ML: where entry code writes its own output. */
    static final String OUTPUT_PATH = "AZUREML_BI_OUTPUT_PATH";

    /**
     * Loads the models, if there are any, and starts the script. Blocks.
     *
     * @throws InferenceException as loaders throw it; {@code INVALID_SCRIPT} if the script cannot be used
     */
    static OpenScript open(BatchConfig config, String location, ModelLoaders loaders) {
        System.setProperty(
                OUTPUT_PATH, config.output().files().folder().toAbsolutePath().toString());
        BatchConfig.ModelChoice choice = config.model();
        Models models = Models.load(sources(choice, loaders), choice.format(), loaders);
        try {
            BatchScript script = BatchScript.open(location, choice.directory(), new ScriptModels(models));
            return new OpenScript(script, models, digest(location));
        } catch (InferenceException e) {
            models.close();
            throw e;
        }
    }

    /** A script may do without models, or with files of its own kind in the model directory. */
    private static List<ModelSource> sources(BatchConfig.ModelChoice choice, ModelLoaders loaders) {
        if (choice.directory().isEmpty()) {
            return List.of();
        }
        try {
            return ModelDirectory.resolve(choice.directory().get(), choice.file(), choice.format(), loaders);
        } catch (InferenceException e) {
            if (choice.file().isPresent() || e.code() != ErrorCode.NO_MODEL) {
                throw e;
            }
            return List.of();
        }
    }

    private static String digest(String location) {
        Path file = Path.of(location);
        return Files.isRegularFile(file) ? new ModelSource("script", "1", file).sha256() : location;
    }

    @Override
    public void close() {
        script.close();
        models.close();
    }
}
