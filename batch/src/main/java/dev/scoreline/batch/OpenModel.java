package dev.scoreline.batch;

import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.Scoring;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.scoring.ScoringListener;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The model of a run with the workers that it scores on.
 *
 * @param method what is asked of it
 */
record OpenModel(
        Models models,
        WorkerPool workers,
        LoadedModel loaded,
        String method,
        OutputFormat outputFormat,
        int concurrency)
        implements AutoCloseable {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** A mini-batch has about so many values: enough to make its checkpoint cheap, few enough to be lost without regret. */
    private static final int VALUES_PER_BATCH = 500_000;

    private static final int MIN_ROWS = 100;
    private static final int MAX_ROWS = 20_000;

    /**
     * Loads it. Blocks.
     *
     * @throws InferenceException as loaders throw it; {@code MODEL_NOT_FOUND} if the directory holds several names, {@code
     *     INVALID_INPUT} if the model does not answer the method
     */
    static OpenModel load(BatchConfig config, ModelLoaders loaders) {
        int concurrency = config.concurrency().orElse(CORES);
        WorkerPool workers = new WorkerPool(concurrency, 4 * concurrency);
        ScoringLimits limits = new ScoringLimits(
                ScoringLimits.DEFAULT.json(),
                concurrency,
                4 * concurrency,
                Duration.ZERO,
                ScoringLimits.DEFAULT.maxInlineBodyBytes());
        Models models = load(config.model(), loaders, new Scoring(limits, workers, ScoringListener.NOOP));
        try {
            LoadedModel loaded = models.only();
            if (loaded.model().signature().columns().isEmpty()) {
                throw InferenceException.invalidInput("the model '" + loaded.name()
                        + "' takes tensors and no rows: score them by /score, or by entry code");
            }
            return new OpenModel(
                    models,
                    workers,
                    loaded,
                    method(loaded.model().signature(), config.model().method()),
                    config.output().format().orElse(OutputFormat.CSV),
                    concurrency);
        } catch (InferenceException e) {
            workers.close();
            models.close();
            throw e;
        }
    }

    private static Models load(BatchConfig.ModelChoice choice, ModelLoaders loaders, Scoring scoring) {
        Path root = choice.directory()
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.NO_MODEL, "no model directory is given: say --model DIR or set AZUREML_MODEL_DIR"));
        List<ModelSource> sources = ModelDirectory.resolve(root, choice.file(), choice.format(), loaders);
        return Models.load(sources, choice.format(), loaders, scoring);
    }

    private static String method(ModelSignature signature, Optional<String> asked) {
        if (asked.isEmpty()) {
            return signature.defaultMethod().name();
        }
        List<String> known =
                signature.methods().stream().map(ModelSignature.Method::name).toList();
        if (!known.contains(asked.get())) {
            throw InferenceException.invalidInput(
                    "--method: expected one of " + Excerpt.list(known) + " but got " + Excerpt.quoted(asked.get()));
        }
        return asked.get();
    }

    /** Reads rows of JSON as {@code /score} does; but columns that the model does not know are passed over, as in any other format of files. */
    JsonScoreDecoder decoder() {
        ModelSignature signature = loaded.model().signature();
        return new JsonScoreDecoder(
                new ModelSignature(
                        signature.columns().map(OpenModel::lenient), signature.tensors(), signature.methods()),
                ScoringLimits.DEFAULT.json());
    }

    private static ModelSignature.Columns lenient(ModelSignature.Columns columns) {
        boolean refuses = columns.named() && columns.extra() == ExtraColumns.REFUSED;
        return refuses ? new ModelSignature.Columns(columns.features(), true, ExtraColumns.IGNORED) : columns;
    }

    int defaultMiniBatchRows() {
        int width = Math.max(1, loaded.model().signature().features().size());
        return Math.max(MIN_ROWS, Math.min(MAX_ROWS, VALUES_PER_BATCH / width));
    }

    @Override
    public void close() {
        workers.close();
        models.close();
    }
}
