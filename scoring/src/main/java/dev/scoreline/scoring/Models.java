package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.codec.Excerpt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loaded models, by name and version. Immutable but for being closed; thread-safe. */
public final class Models implements AutoCloseable {

    private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final List<LoadedModel> all;
    private final Map<String, List<LoadedModel>> byName = new LinkedHashMap<>();
    private final Scoring scoring;
    private final Runnable afterClose;

    private Models(List<LoadedModel> loaded, Scoring scoring, Runnable afterClose) {
        List<LoadedModel> ordered = new ArrayList<>(loaded);
        ordered.sort(Comparator.comparing(LoadedModel::name)
                .thenComparing(LoadedModel::version, ModelSource.VERSION_ORDER.reversed()));
        this.all = List.copyOf(ordered);
        this.scoring = scoring;
        this.afterClose = afterClose;
        for (LoadedModel model : all) {
            byName.computeIfAbsent(model.name(), name -> new ArrayList<>()).add(model);
        }
    }

    /** Loads all models, with scorers of default limits that share a worker pool of their own. Blocks. */
    public static Models load(List<ModelSource> sources, Optional<String> format, ModelLoaders loaders) {
        WorkerPool workers = new WorkerPool(WORKERS, 1024);
        Scoring scoring = new Scoring(ScoringLimits.DEFAULT, workers, ScoringListener.NOOP);
        return new Models(loadAll(sources, format, loaders, scoring), scoring, workers::close);
    }

    /**
     * Loads all models, one after the other. Blocks.
     *
     * @param format the format of all of them; empty to look at the files
     * @throws InferenceException as the loaders throw it, if one model cannot be opened; those that were are closed again
     */
    public static Models load(
            List<ModelSource> sources, Optional<String> format, ModelLoaders loaders, Scoring scoring) {
        return new Models(loadAll(sources, format, loaders, scoring), scoring, () -> {});
    }

    private static List<LoadedModel> loadAll(
            List<ModelSource> sources, Optional<String> format, ModelLoaders loaders, Scoring scoring) {
        List<LoadedModel> loaded = new ArrayList<>();
        boolean complete = false;
        try {
            for (ModelSource source : sources) {
                loaded.add(loadOne(source, loaders.loaderFor(source, format), scoring));
            }
            complete = true;
        } finally {
            if (!complete) {
                closeAll(loaded);
            }
        }
        return loaded;
    }

    private static LoadedModel loadOne(ModelSource source, ModelLoader loader, Scoring scoring) {
        try {
            String sha256 = source.sha256();
            long start = System.nanoTime();
            Model model = loader.load(source);
            Duration loadTime = Duration.ofNanos(System.nanoTime() - start);
            Scorer scorer = new Scorer(source, model, scoring);
            return new LoadedModel(source, model, sha256, source.sizeBytes(), loadTime, scorer);
        } catch (InferenceException e) {
            throw new InferenceException(
                    e.code(),
                    "cannot load model '" + source.name() + "' version " + source.version() + ": " + e.getMessage(),
                    e);
        }
    }

    private static void closeAll(List<LoadedModel> loaded) {
        List<LoadedModel> reversed = new ArrayList<>(loaded);
        Collections.reverse(reversed);
        reversed.forEach(entry -> entry.model().close());
    }

    /** All models: names in alphabetical order, of each the newest version first. */
    public List<LoadedModel> all() {
        return all;
    }

    /**
     * The newest version of the only name.
     *
     * @throws InferenceException {@code MODEL_NOT_FOUND} if several names are loaded, or none
     */
    public LoadedModel only() {
        if (byName.size() == 1) {
            return all.get(0);
        }
        if (byName.isEmpty()) {
            throw notFound("no model is loaded");
        }
        throw notFound("several models are loaded, so that a request has to name one: post to /models/{name}/score with"
                + " one of the names " + Excerpt.list(byName.keySet()));
    }

    /**
     * The newest version of a model.
     *
     * @throws InferenceException {@code MODEL_NOT_FOUND} if there is no model of that name
     */
    public LoadedModel find(String name) {
        return versions(name).get(0);
    }

    /**
     * One version of a model.
     *
     * @throws InferenceException {@code MODEL_NOT_FOUND} if there is no model of that name or not that version
     */
    public LoadedModel find(String name, String version) {
        List<LoadedModel> versions = versions(name);
        return versions.stream()
                .filter(entry -> entry.version().equals(version))
                .findFirst()
                .orElseThrow(() -> notFound("model '" + name + "' has no version " + Excerpt.quoted(version)
                        + "; loaded are "
                        + Excerpt.list(
                                versions.stream().map(LoadedModel::version).toList())));
    }

    private List<LoadedModel> versions(String name) {
        List<LoadedModel> versions = byName.get(name);
        if (versions == null) {
            throw notFound("no model is named " + Excerpt.quoted(name) + "; "
                    + (byName.isEmpty() ? "none is loaded" : "loaded are " + Excerpt.list(byName.keySet())));
        }
        return versions;
    }

    private static InferenceException notFound(String message) {
        return new InferenceException(ErrorCode.MODEL_NOT_FOUND, message);
    }

    /** Whether every worker that the models share is held by a run that should have been over for that long. */
    public boolean areWorkersStuck(Duration late) {
        return scoring.workers().isStuck(late);
    }

    /** Closes all models; call it when no request is under way. */
    @Override
    public void close() {
        closeAll(all);
        afterClose.run();
    }
}
