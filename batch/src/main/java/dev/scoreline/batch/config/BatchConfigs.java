package dev.scoreline.batch.config;

import dev.scoreline.batch.BatchConfig;
import dev.scoreline.batch.RetrySettings;
import dev.scoreline.batch.input.CsvOptions;
import dev.scoreline.batch.output.OutputFiles;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Makes the configuration of a run from settings. Stateless; thread-safe. */
public final class BatchConfigs {

    private static final String DEFAULT_NAME = BatchSettings.OUTPUT_FILE_NAME.defaultValue();

    private BatchConfigs() {}

    /**
     * The configuration.
     *
     * @param modelDirectory the model directory of the environment, where the settings name none
     * @param resume whether a run that was stopped goes on
     * @return nothing if there are problems
     */
    public static Optional<BatchConfig> of(
            Settings settings, Optional<Path> modelDirectory, boolean resume, Problems problems) {
        if (settings.get(BatchSettings.INPUT).isEmpty()) {
            problems.add("--input: say which file, folder or glob is to be scored");
        }
        if (settings.get(BatchSettings.OUTPUT).isEmpty()) {
            problems.add("--output: say into which folder the output goes");
        }
        Optional<OutputFormat> format = format(settings);
        Optional<OutputFiles> files = files(settings, format, problems);
        if (!problems.isEmpty() || files.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BatchConfig(
                model(settings, modelDirectory),
                input(settings),
                new BatchConfig.Output(
                        files.get(),
                        settings.get(BatchSettings.OUTPUT_ACTION),
                        format,
                        settings.get(BatchSettings.KEEP_COLUMNS),
                        resume),
                settings.get(BatchSettings.MINI_BATCH_SIZE),
                settings.get(BatchSettings.MAX_CONCURRENCY),
                new RetrySettings(settings.get(BatchSettings.MAX_RETRIES), settings.get(BatchSettings.TIMEOUT)),
                settings.get(BatchSettings.ERROR_THRESHOLD)));
    }

    private static BatchConfig.ModelChoice model(Settings settings, Optional<Path> modelDirectory) {
        return new BatchConfig.ModelChoice(
                settings.get(BatchSettings.MODEL).or(() -> modelDirectory),
                settings.get(BatchSettings.MODEL_FILE),
                settings.get(BatchSettings.MODEL_FORMAT),
                settings.get(BatchSettings.METHOD),
                settings.get(BatchSettings.ENTRY_SCRIPT));
    }

    private static BatchConfig.Input input(Settings settings) {
        return new BatchConfig.Input(
                settings.get(BatchSettings.INPUT).orElseThrow(),
                settings.get(BatchSettings.INPUT_FORMAT),
                new CsvOptions(settings.get(BatchSettings.DELIMITER), settings.get(BatchSettings.HEADER)));
    }

    /** What is said, else what the output's name says. */
    private static Optional<OutputFormat> format(Settings settings) {
        String name = settings.get(BatchSettings.OUTPUT_FILE_NAME).toLowerCase(Locale.ROOT);
        return settings.get(BatchSettings.OUTPUT_FORMAT).or(() -> switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "jsonl", "ndjson" -> Optional.of(OutputFormat.JSONL);
            case "parquet", "pq" -> Optional.of(OutputFormat.PARQUET);
            default -> Optional.empty();
        });
    }

    private static Optional<OutputFiles> files(Settings settings, Optional<OutputFormat> format, Problems problems) {
        String given = settings.get(BatchSettings.OUTPUT_FILE_NAME);
        String name = given.equals(DEFAULT_NAME) ? "predictions." + ending(format) : given;
        try {
            return settings.get(BatchSettings.OUTPUT).map(folder -> new OutputFiles(folder, name));
        } catch (IllegalArgumentException e) {
            problems.add("--output-file-name: expected " + e.getMessage() + " but got '" + name + "'");
            return Optional.empty();
        }
    }

    private static String ending(Optional<OutputFormat> format) {
        return format.map(known -> switch (known) {
                    case CSV, AZURE_MLFLOW, AZURE_SCRIPT -> "csv";
                    case JSONL -> "jsonl";
                    case PARQUET -> "parquet";
                })
                .orElse("csv");
    }
}
