package dev.scoreline.batch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.batch.BatchConfig;
import dev.scoreline.batch.OutputAction;
import dev.scoreline.batch.RetrySettings;
import dev.scoreline.batch.input.CsvOptions;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.scoring.config.LogLevel;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.Setting;
import dev.scoreline.scoring.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run is like where nothing is said, and what follows from the output's name. */
class BatchConfigsTest {

    /**
     * Every setting with its default: those of Azure ML where it has the setting, but for the size of a mini-batch and the
     * concurrency, which are chosen for the model and the machine.
     */
    @Test
    void everySettingHasItsDefault() {
        Map<Setting<?>, Object> defaults = new LinkedHashMap<>();
        defaults.put(BatchSettings.MODEL, Optional.empty());
        defaults.put(BatchSettings.INPUT, Optional.empty());
        defaults.put(BatchSettings.OUTPUT, Optional.empty());
        defaults.put(BatchSettings.MINI_BATCH_SIZE, Optional.empty());
        defaults.put(BatchSettings.MAX_CONCURRENCY, Optional.empty());
        defaults.put(BatchSettings.OUTPUT_ACTION, OutputAction.APPEND_ROW);
        defaults.put(BatchSettings.OUTPUT_FILE_NAME, "predictions.csv");
        defaults.put(BatchSettings.MAX_RETRIES, 3);
        defaults.put(BatchSettings.TIMEOUT, Duration.ofSeconds(30));
        defaults.put(BatchSettings.ERROR_THRESHOLD, -1);
        defaults.put(BatchSettings.LOGGING_LEVEL, LogLevel.INFO);
        defaults.put(BatchSettings.METHOD, Optional.empty());
        defaults.put(BatchSettings.KEEP_COLUMNS, false);
        defaults.put(BatchSettings.OUTPUT_FORMAT, Optional.empty());
        defaults.put(BatchSettings.INPUT_FORMAT, Optional.empty());
        defaults.put(BatchSettings.DELIMITER, ',');
        defaults.put(BatchSettings.HEADER, CsvOptions.Header.AUTO);
        defaults.put(BatchSettings.ENTRY_SCRIPT, Optional.empty());
        defaults.put(BatchSettings.MODEL_FILE, Optional.empty());
        defaults.put(BatchSettings.MODEL_FORMAT, Optional.empty());
        Settings settings = Settings.read(BatchSettings.ALL, Map.of(), Map.of(), new Problems());

        assertThat(defaults.keySet()).containsExactlyElementsOf(BatchSettings.ALL);
        defaults.forEach((setting, value) -> assertThat((Object) settings.get(setting))
                .as(setting.environmentName())
                .isEqualTo(value));
    }

    @Test
    void aRunOfDefaultsIsAsAzuresDocumentsSay() {
        BatchConfig config = config(Map.of());

        assertThat(config.output().files().name()).isEqualTo("predictions.csv");
        assertThat(config.output().action()).isEqualTo(OutputAction.APPEND_ROW);
        assertThat(config.output().resume()).isFalse();
        assertThat(config.retry()).isEqualTo(new RetrySettings(3, Duration.ofSeconds(30)));
        assertThat(config.errorThreshold()).isEqualTo(-1);
        assertThat(config.model().directory()).contains(Path.of("models"));
    }

    @ParameterizedTest
    @CsvSource({
        "output-format, csv, CSV, predictions.csv",
        "output-format, Azure-MLflow, AZURE_MLFLOW, predictions.csv",
        "output-format, azure-script, AZURE_SCRIPT, predictions.csv",
        "output-format, jsonl, JSONL, predictions.jsonl",
        "output-format, parquet, PARQUET, predictions.parquet",
        "output-file-name, answers.jsonl, JSONL, answers.jsonl",
        "output-file-name, answers.Parquet, PARQUET, answers.Parquet",
        "output-file-name, answers.pq, PARQUET, answers.pq"
    })
    void theFormatAndTheNameOfTheOutputFollowFromOneAnother(
            String option, String value, OutputFormat format, String name) {
        BatchConfig config = config(Map.of(option, value));

        assertThat(config.output().format()).contains(format);
        assertThat(config.output().files().name()).isEqualTo(name);
    }

    private static BatchConfig config(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("input", "in", "output", "out"));
        options.putAll(more);
        Problems problems = new Problems();
        Settings settings = Settings.read(BatchSettings.ALL, options, Map.of(), problems);
        Optional<BatchConfig> config = BatchConfigs.of(settings, Optional.of(Path.of("models")), false, problems);
        assertThat(problems.all()).isEmpty();
        return config.orElseThrow();
    }
}
