package dev.scoreline.batch;

import dev.scoreline.batch.input.CsvOptions;
import dev.scoreline.batch.input.InputFormat;
import dev.scoreline.batch.output.OutputFiles;
import dev.scoreline.batch.output.OutputFormat;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that a run needs to know. Immutable; thread-safe.
 *
 * @param model where the models are; what is to be scored, and with what
 * @param output where the answers go, and in which form
 * @param miniBatchSize rows, or files for entry code; empty to choose
 * @param concurrency how many mini-batches are scored at once; empty to choose
 * @param errorThreshold how many failed items are put up with before the run stops; -1 for any number
 */
public record BatchConfig(
        ModelChoice model,
        Input input,
        Output output,
        Optional<Integer> miniBatchSize,
        Optional<Integer> concurrency,
        RetrySettings retry,
        int errorThreshold) {

    public BatchConfig {
        if (miniBatchSize.isPresent() && miniBatchSize.get() < 1) {
            throw new IllegalArgumentException("miniBatchSize must be at least 1 but is " + miniBatchSize.get());
        }
        if (concurrency.isPresent() && concurrency.get() < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1 but is " + concurrency.get());
        }
        if (errorThreshold < -1) {
            throw new IllegalArgumentException("errorThreshold must be at least -1 but is " + errorThreshold);
        }
    }

    /**
     * What scores.
     *
     * @param directory the model directory, or a model's file; may be left out for entry code
     * @param file relative to the directory, where it holds several
     * @param format where the file does not show it
     * @param method what is asked of the model; empty for its default
     * @param entryScript entry code that takes files; empty to ask the model
     */
    public record ModelChoice(
            Optional<Path> directory,
            Optional<String> file,
            Optional<String> format,
            Optional<String> method,
            Optional<String> entryScript) {}

    /**
     * What is scored.
     *
     * @param place a file, a folder or a glob
     * @param format of all files; empty to go by their names
     */
    public record Input(String place, Optional<InputFormat> format, CsvOptions csv) {}

    /**
     * Where the answers go.
     *
     * @param format empty for the default of the kind of run
     * @param keepColumns whether the inputs go along
     * @param resume whether a run that was stopped goes on
     */
    public record Output(
            OutputFiles files,
            OutputAction action,
            Optional<OutputFormat> format,
            boolean keepColumns,
            boolean resume) {}
}
