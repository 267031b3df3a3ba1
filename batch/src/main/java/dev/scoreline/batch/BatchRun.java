package dev.scoreline.batch;

import dev.scoreline.batch.input.Extras;
import dev.scoreline.batch.input.InputFile;
import dev.scoreline.batch.input.InputFiles;
import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowSources;
import dev.scoreline.batch.output.AppendFile;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.batch.output.OutputWriter;
import dev.scoreline.batch.output.Publishing;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelLoaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One run over files, from the first look at the inputs to the summary:
 *
 * <pre>
 *   inputs ──► reader ──► ordered window of mini-batches ──► writer ──► output under its final name
 *             a thread      scored on several threads         with a checkpoint each
 * </pre>
 *
 * <p>Used once. One thread; it may be watched through its {@link Progress} and stopped through its {@link Stop} by others.
 */
public final class BatchRun {

    private final BatchConfig config;
    private final ModelLoaders loaders;
    private final AppendFile.Opener opener;
    private final Progress progress;
    private final Stop stop;

    public BatchRun(BatchConfig config, ModelLoaders loaders, AppendFile.Opener opener, Progress progress, Stop stop) {
        this.config = config;
        this.loaders = loaders;
        this.opener = opener;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Runs to its end. Blocks.
     *
     * @return what it did, also if it stopped early or the disk is full
     * @throws InferenceException if it cannot begin: {@code INVALID_INPUT} for inputs that are not there, an output that is there
     *     already, a checkpoint of another run; and what loading the model throws. Nothing has been done then
     */
    public BatchSummary run() {
        OutputWriter.check(config.output().files(), config.output().resume());
        List<InputFile> inputs = InputFiles.resolve(config.input().place());
        try (BatchScoring scoring = scoring(inputs)) {
            return run(scoring, inputs);
        }
    }

    private BatchScoring scoring(List<InputFile> inputs) {
        Optional<String> script = config.model().entryScript();
        if (script.isPresent()) {
            return new FileScoring(OpenScript.open(config, script.get(), loaders), inputs, config, progress);
        }
        OpenModel model = OpenModel.load(config, loaders);
        RowSources sources = new RowSources(
                new ModelColumns(model.loaded().model().signature()),
                model.decoder(),
                config.input().format(),
                config.input().csv(),
                extras(model.outputFormat()),
                progress.bytesRead());
        try {
            inputs.forEach(sources::check);
        } catch (InferenceException e) {
            model.close();
            throw e;
        }
        return new RowScoring(model, sources, inputs, config, progress);
    }

    private Extras extras(OutputFormat format) {
        if (!config.output().keepColumns()) {
            return Extras.LEFT_OUT;
        }
        return switch (format) {
            case CSV, AZURE_MLFLOW, AZURE_SCRIPT -> Extras.KEPT_IF_SAME;
            case JSONL, PARQUET -> Extras.KEPT;
        };
    }

    private BatchSummary run(BatchScoring scoring, List<InputFile> inputs) {
        Publishing publishing = publishing(scoring.outputFormat());
        String identity = identity(scoring, inputs);
        try (OutputWriter writer = OutputWriter.open(
                config.output().files(), identity, config.output().resume(), opener)) {
            progress.begin(
                    writer.last().counts(),
                    inputs.stream().mapToLong(InputFile::sizeBytes).sum());
            return new Window(scoring, writer, publishing, config, progress, stop).run();
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "the output folder " + config.output().files().folder() + " cannot be written to: "
                            + OutputFailure.told(e),
                    e);
        }
    }

    private Publishing publishing(OutputFormat format) {
        return switch (config.output().action()) {
            case APPEND_ROW -> Publishing.of(format);
            case SUMMARY_ONLY -> Publishing.NOTHING;
        };
    }

    /** The digest of all that decides the output. */
    private static String identity(BatchScoring scoring, List<InputFile> inputs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(scoring.identity().getBytes(StandardCharsets.UTF_8));
            for (InputFile input : inputs) {
                digest.update(("\n" + input.name() + "\0" + input.identity()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
