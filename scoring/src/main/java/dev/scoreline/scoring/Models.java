package dev.scoreline.scoring;

import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import java.util.List;
import java.util.Optional;

/** The loaded models, by name and version. Immutable; thread-safe. */
public final class Models implements AutoCloseable {

    private Models() {}

    /** Loads all models, with scorers of default limits that share a worker pool of their own. Blocks. */
    public static Models load(List<ModelSource> sources, Optional<String> format, ModelLoaders loaders) {
        return new Models();
    }

    /** Loads all models; if one fails, closes those that were loaded. Blocks. */
    public static Models load(
            List<ModelSource> sources, Optional<String> format, ModelLoaders loaders, Scoring scoring) {
        return new Models();
    }

    /** All models: names in alphabetical order, of each the newest version first. */
    public List<LoadedModel> all() {
        throw new UnsupportedOperationException();
    }

    /** The newest version of the only name. */
    public LoadedModel only() {
        throw new UnsupportedOperationException();
    }

    /** The newest version of a model. */
    public LoadedModel find(String name) {
        throw new UnsupportedOperationException();
    }

    public LoadedModel find(String name, String version) {
        throw new UnsupportedOperationException();
    }

    /** Closes all models; call it when no request is under way. */
    @Override
    public void close() {}
}
