package dev.scoreline.server.command;

import dev.scoreline.batch.BatchConfig;
import dev.scoreline.batch.BatchRun;
import dev.scoreline.batch.BatchSummary;
import dev.scoreline.batch.Ending;
import dev.scoreline.batch.Stop;
import dev.scoreline.batch.config.BatchConfigs;
import dev.scoreline.batch.config.BatchSettings;
import dev.scoreline.batch.config.DeploymentFile;
import dev.scoreline.batch.output.AppendFile;
import dev.scoreline.batch.progress.MetricsEndpoint;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.batch.progress.ProgressForm;
import dev.scoreline.batch.progress.ProgressReport;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.scoring.config.ConfigFile;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.Setting;
import dev.scoreline.scoring.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scoreline batch}: scores files and ends. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Scores files with the model that serve would serve, and gives the very same numbers.",
            "",
            "Inputs are CSV, JSON Lines, Parquet and NumPy files, each also as gzip; or any files, for entry code.",
            "The settings have Azure ML's names; they can also stand in a batch deployment's YAML. Options win over the file,",
            "and may be spelt with underscores. A run that was stopped goes on with --resume: no row is lost or there twice."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline batch --model examples/diabetes --input rows.csv --output out",
            "  scoreline batch --model models --input 'data/**/*.csv.gz' --output out --keep-columns --method predict_proba",
            "  scoreline batch --model models --input rows.parquet --output out --output-format parquet",
            "  scoreline batch --file deployment.yml --input data --output out --set retry_settings.max_retries=1",
            "  scoreline batch --entry-script Sizes.java --input images --output out",
            "",
            "Exit codes: 0 done; 2 bad usage or settings; 3 the model, the input or the output was refused, and nothing was",
            "done; 4 done, but some rows or files failed: see the errors file; 5 stopped, as more failed than error_threshold",
            "allows, or all did; 6 stopped, as the output cannot be written; 130 or 143 interrupted. After 5, 6, 130 and 143",
            "--resume goes on."
        })
final class BatchCommand implements Callable<Integer> {

    private static final int DONE_WITH_ERRORS = 4;
    private static final int THRESHOLD_PASSED = 5;
    private static final int OUTPUT_FAILED = 6;

    /** What a shell makes of a process that an interrupt ended. */
    private static final int INTERRUPTED = 130;

    /** How long a signal waits for what is written to be safe. */
    private static final long STOP_SECONDS = 25;

    /** Azure ML's names of commands for the same things. */
    private static final Map<String, List<String>> ALIASES = Map.of(
            BatchSettings.INPUT.commandLineName(), List.of("--input-path", "--input-local-path"),
            BatchSettings.OUTPUT.commandLineName(), List.of("--output-path"),
            BatchSettings.MODEL.commandLineName(), List.of("--model-dir"));

    @Option(
            names = {"-f", "--file"},
            paramLabel = "YAML",
            description = "A batch deployment as Azure ML's command line takes it.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting by its key in the YAML, such as retry_settings.max_retries=1. May be repeated.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--resume",
            description = "Go on with the run that was stopped in the output folder, or begin if none was.")
    private boolean resume;

    @Option(
            names = "--progress",
            paramLabel = "FORM",
            description = "bar, lines, json or none. Default: a bar on a terminal, else a line every five seconds.")
    private @Nullable ProgressForm form;

    @Option(
            names = {"--metrics-port", "--metrics_port"},
            paramLabel = "PORT",
            description =
                    "Serve /metrics for Prometheus at this port while the run goes on; 0 takes a free one. Default: not.")
    private @Nullable Integer metricsPort;

    @Spec
    private @Nullable CommandSpec spec;

    private BatchCommand() {}

    /** The command, with an option for each setting. */
    static CommandLine create() {
        CommandLine command = new CommandLine(new BatchCommand());
        BatchSettings.ALL.forEach(setting -> command.getCommandSpec().addOption(option(setting)));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        // What is not understood is told together with every other mistake.
        return command.setUnmatchedArgumentsAllowed(true);
    }

    private static OptionSpec option(Setting<?> setting) {
        List<String> names = new ArrayList<>(names(setting));
        boolean isSwitch = setting.equals(BatchSettings.KEEP_COLUMNS);
        return OptionSpec.builder(names.toArray(String[]::new))
                .type(String.class)
                .arity(isSwitch ? "0..1" : "1")
                .fallbackValue("true")
                .paramLabel(
                        setting.unit().isEmpty()
                                ? "VALUE"
                                : setting.unit().toUpperCase(Locale.ROOT).replace(' ', '_'))
                .description(setting.description().replace("%", "%%"), "Default: " + setting.defaultText() + ".")
                .build();
    }

    /** The option's spellings: with dashes, and as Azure ML has it. */
    private static List<String> names(Setting<?> setting) {
        List<String> names = new ArrayList<>();
        String name = "--" + setting.commandLineName();
        names.add(name);
        if (name.substring(2).contains("-")) {
            names.add("--" + setting.commandLineName().replace('-', '_'));
        }
        String key = "--" + setting.environmentName();
        if (!names.contains(key) && key.indexOf('.') > 0) {
            names.add(key);
        }
        names.addAll(ALIASES.getOrDefault(setting.commandLineName(), List.of()));
        return names;
    }

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<Path> modelDirectory = Optional.ofNullable(System.getenv("AZUREML_MODEL_DIR"))
                .filter(dir -> !dir.isBlank())
                .map(Path::of);
        Map<String, String> options = options(problems);
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        ConfigFile deployment = file == null
                ? ConfigFile.NONE
                : DeploymentFile.read(file, problems, warning -> err.println("scoreline: " + warning));
        Settings settings = Settings.read(BatchSettings.ALL, options, Map.of(), deployment, problems);
        Optional<BatchConfig> config = BatchConfigs.of(settings, modelDirectory, resume, problems);
        if (config.isEmpty()) {
            problems.all().forEach(problem -> err.println("scoreline: " + problem));
            err.flush();
            return Commands.BAD_USAGE;
        }
        // Before the first logger is made, which reads it once.
        System.setProperty(
                "azureml.log.level", settings.get(BatchSettings.LOGGING_LEVEL).name());
        return exitCode(run(config.get(), err).ending());
    }

    private BatchSummary run(BatchConfig config, PrintWriter err) {
        Progress progress = new Progress();
        Stop stop = new Stop();
        Thread onSignal = new Thread(() -> stop(stop), "scoreline-batch-stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        Optional<MetricsEndpoint> metrics = Optional.ofNullable(metricsPort).map(port -> metrics(port, progress));
        try {
            BatchSummary summary = reported(config, progress, stop);
            err.print(summary.table());
            err.flush();
            return summary;
        } finally {
            metrics.ifPresent(MetricsEndpoint::close);
            // A signal's process ends from here on.
            stop.ended();
        }
    }

    private BatchSummary reported(BatchConfig config, Progress progress, Stop stop) {
        ProgressReport report = ProgressReport.start(progress, form(), System.err);
        try {
            return new BatchRun(config, ModelLoaders.installed(), AppendFile::open, progress, stop).run();
        } finally {
            report.close();
        }
    }

    private static void stop(Stop stop) {
        stop.request();
        try {
            stop.awaitEnd(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MetricsEndpoint metrics(int port, Progress progress) {
        try {
            MetricsEndpoint endpoint = MetricsEndpoint.start(port, progress);
            System.err.println("metrics at port " + endpoint.port() + ", path /metrics");
            return endpoint;
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INTERNAL, "cannot listen on --metrics-port " + port + " (" + e.getMessage() + ")", e);
        }
    }

    private ProgressForm form() {
        if (form != null) {
            return form;
        }
        return Terminal.isErrorStream() ? ProgressForm.BAR : ProgressForm.LINES;
    }

    static int exitCode(Ending ending) {
        return switch (ending) {
            case DONE -> 0;
            case DONE_WITH_ERRORS -> DONE_WITH_ERRORS;
            case THRESHOLD_PASSED, NOTHING_SUCCEEDED -> THRESHOLD_PASSED;
            case OUTPUT_FAILED -> OUTPUT_FAILED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    private Map<String, String> options(Problems problems) {
        Map<String, String> given = new LinkedHashMap<>();
        CommandLine.ParseResult parsed =
                Objects.requireNonNull(spec).commandLine().getParseResult();
        set.forEach(entry -> takeSet(entry, given, problems));
        for (Setting<?> setting : BatchSettings.ALL) {
            String name = "--" + setting.commandLineName();
            if (parsed.hasMatchedOption(name)) {
                given.put(setting.commandLineName(), parsed.matchedOptionValue(name, ""));
            }
        }
        boolean isValue = false;
        for (String unknown : parsed.unmatched()) {
            if (unknown.startsWith("--")) {
                given.put(unknown.substring(2).split("=", 2)[0], "");
            } else if (!isValue) {
                problems.add("expected options but got " + Excerpt.quoted(unknown) + " too");
            }
            isValue = unknown.startsWith("--") && !unknown.contains("=");
        }
        return given;
    }

    /** {@code --set retry_settings.max_retries=1}; a key that nobody knows is told with the unknown options. */
    private static void takeSet(String entry, Map<String, String> given, Problems problems) {
        String[] parts = entry.split("=", 2);
        if (parts.length != 2) {
            problems.add("--set: expected KEY=VALUE but got " + Excerpt.quoted(entry));
            return;
        }
        String key = parts[0].replaceFirst("^settings\\.", "");
        String option = BatchSettings.ALL.stream()
                .filter(setting -> setting.environmentName().equals(key))
                .findFirst()
                .map(Setting::commandLineName)
                .orElse(key);
        given.put(option, parts[1]);
    }
}
