package dev.scoreline.batch.config;

import dev.scoreline.batch.OutputAction;
import dev.scoreline.batch.input.CsvOptions;
import dev.scoreline.batch.input.InputFormat;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.scoring.config.LogLevel;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a batch run. What stands in the place of an environment variable's name is the key in a deployment's YAML, as
 * Azure ML spells it. Immutable; thread-safe.
 */
public final class BatchSettings {

    public static final Setting<Optional<Path>> MODEL = setting(
            "model",
            "model",
            "The model directory, or a model's file. Entry code may do without.",
            "",
            Optional.empty(),
            "AZUREML_MODEL_DIR",
            text -> Optional.of(Path.of(filled(text))));

    public static final Setting<Optional<String>> MODEL_FILE = optional(
            "model_file", "model-file", "The model's file, relative to the directory, where it holds several.");

    public static final Setting<Optional<String>> MODEL_FORMAT =
            optional("model_format", "model-format", "The model's format, where the file does not show it.");

    public static final Setting<Optional<String>> METHOD = setting(
            "method",
            "method",
            "What is asked of the model: predict, predict_proba, transform.",
            "",
            Optional.empty(),
            "the model's default",
            text -> Optional.of(filled(text)));

    public static final Setting<Optional<String>> ENTRY_SCRIPT = optional(
            "code_configuration.scoring_script",
            "entry-script",
            "Your own class with run(miniBatch), which gets the paths of files: a .java file, a .jar or a class name.");

    public static final Setting<Optional<String>> INPUT = setting(
            "input",
            "input",
            "A file, a folder with all that is below it, or a glob in quotes.",
            "",
            Optional.empty(),
            "none",
            text -> Optional.of(filled(text)));

    public static final Setting<Optional<InputFormat>> INPUT_FORMAT = setting(
            "input_format",
            "input-format",
            "How all inputs hold their rows: " + InputFormat.NAMES + ".",
            "",
            Optional.empty(),
            "by each file's name",
            text -> Optional.of(InputFormat.named(text)));

    public static final Setting<Character> DELIMITER = setting(
            "delimiter",
            "delimiter",
            "What stands between two cells of a CSV input: one character, or tab. Files named .tsv have tabs in any case.",
            "",
            ',',
            "a comma",
            BatchSettings::delimiter);

    public static final Setting<CsvOptions.Header> HEADER = setting(
            "header",
            "header",
            "Whether a CSV input's first line names its columns. With auto it does for a model that knows names, and otherwise if it"
                    + " holds something that is no number.",
            "",
            CsvOptions.Header.AUTO,
            "auto",
            CsvOptions.Header::named);

    public static final Setting<Optional<Path>> OUTPUT = setting(
            "output",
            "output",
            "The folder for the output. It is made if it is not there.",
            "",
            Optional.empty(),
            "none",
            text -> Optional.of(Path.of(filled(text))));

    public static final Setting<String> OUTPUT_FILE_NAME = setting(
            "output_file_name",
            "output-file-name",
            "The output's name. It must not be there yet.",
            "",
            "predictions.csv",
            "predictions.csv",
            BatchSettings::filled);

    public static final Setting<OutputAction> OUTPUT_ACTION = setting(
            "output_action",
            "output-action",
            "append_row writes all answers to one file; summary_only counts them only, as where entry code writes its own output.",
            "",
            OutputAction.APPEND_ROW,
            "append_row",
            OutputAction::named);

    public static final Setting<Optional<OutputFormat>> OUTPUT_FORMAT = setting(
            "output_format",
            "output-format",
            "How the output holds its rows: " + OutputFormat.NAMES + ".",
            "",
            Optional.empty(),
            "by the output's name, else csv; azure-script for entry code",
            text -> Optional.of(OutputFormat.named(text)));

    public static final Setting<Boolean> KEEP_COLUMNS = setting(
            "keep_columns",
            "keep-columns",
            "Whether the inputs' columns go along in the output.",
            "",
            false,
            "false",
            BatchSettings::truth);

    public static final Setting<Optional<Integer>> MINI_BATCH_SIZE = setting(
            "mini_batch_size",
            "mini-batch-size",
            "How much is scored, retried and checkpointed together: rows, or files for entry code.",
            "rows or files",
            Optional.empty(),
            "100 to 20000 rows by the model's width; 10 files",
            text -> Optional.of(number(text, 1, 10_000_000)));

    public static final Setting<Optional<Integer>> MAX_CONCURRENCY = setting(
            "max_concurrency_per_instance",
            "max-concurrency-per-instance",
            "How many mini-batches are scored at once.",
            "mini-batches",
            Optional.empty(),
            "one a core; 1 for entry code",
            text -> Optional.of(number(text, 1, 1024)));

    public static final Setting<Integer> MAX_RETRIES = setting(
            "retry_settings.max_retries",
            "max-retries",
            "How often a mini-batch that failed is tried again.",
            "tries",
            3,
            "3",
            text -> number(text, 0, 1_000_000));

    public static final Setting<Duration> TIMEOUT = setting(
            "retry_settings.timeout",
            "timeout",
            "How long one try of a mini-batch may take: seconds, or an ISO 8601 duration such as PT30S.",
            "seconds",
            Duration.ofSeconds(30),
            "30",
            BatchSettings::seconds);

    public static final Setting<Integer> ERROR_THRESHOLD = setting(
            "error_threshold",
            "error-threshold",
            "How many failed rows, or files for entry code, are put up with; one more and the run stops. -1 is any number.",
            "items",
            -1,
            "-1",
            text -> number(text, -1, Integer.MAX_VALUE));

    public static final Setting<LogLevel> LOGGING_LEVEL = setting(
            "logging_level",
            "logging-level",
            "What is logged: Debug, Info, Warning.",
            "",
            LogLevel.INFO,
            "Info",
            ServerSettings.LOG_LEVEL.parser());

    public static final List<Setting<?>> ALL = List.of(
            MODEL,
            INPUT,
            OUTPUT,
            MINI_BATCH_SIZE,
            MAX_CONCURRENCY,
            OUTPUT_ACTION,
            OUTPUT_FILE_NAME,
            MAX_RETRIES,
            TIMEOUT,
            ERROR_THRESHOLD,
            LOGGING_LEVEL,
            METHOD,
            KEEP_COLUMNS,
            OUTPUT_FORMAT,
            INPUT_FORMAT,
            DELIMITER,
            HEADER,
            ENTRY_SCRIPT,
            MODEL_FILE,
            MODEL_FORMAT);

    private BatchSettings() {}

    private static <T> Setting<T> setting(
            String key,
            String option,
            String description,
            String unit,
            T defaultValue,
            String defaultText,
            Function<String, T> parser) {
        return new Setting<>(key, option, description, unit, defaultValue, defaultText, false, parser);
    }

    private static Setting<Optional<String>> optional(String key, String option, String description) {
        return setting(key, option, description, "", Optional.empty(), "none", text -> Optional.of(filled(text)));
    }

    private static String filled(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a text");
        }
        return text.strip();
    }

    private static char delimiter(String text) {
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        boolean isOne = text.length() == 1 && "\"\r\n".indexOf(text.charAt(0)) < 0;
        if (!isOne || Character.isLetterOrDigit(text.charAt(0))) {
            throw new IllegalArgumentException("one character such as ; or the word tab");
        }
        return text.charAt(0);
    }

    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static int number(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below like a number out of range.
        }
        throw new IllegalArgumentException("a whole number from " + least + " to " + most);
    }

    private static Duration seconds(String text) {
        String trimmed = text.strip();
        try {
            Duration value = trimmed.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(trimmed))
                    : Duration.parse(trimmed);
            if (!value.isNegative() && !value.isZero() && value.compareTo(Duration.ofDays(365)) < 0) {
                return value;
            }
        } catch (DateTimeParseException e) {
            // Told below like a time out of range.
        }
        throw new IllegalArgumentException("seconds, such as 30, or a duration, such as PT30S");
    }
}
