package dev.scoreline.server.command;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.Scoring;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.scoring.ScoringListener;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.scoring.codec.JsonLimits;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Setting;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.http.HttpOptions;
import dev.scoreline.server.http.ScoringServer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scoreline serve}: loads the models of a directory and answers requests until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Serves the models of a directory over HTTP.",
            "",
            "The directory holds one model (a file, or a folder with the file), or several as NAME/VERSION/file.",
            "Each option has an environment variable of the same meaning; the command line wins."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scoreline serve examples/diabetes",
            "  curl localhost:5001/score -d '{\"data\":[[1,2,3,4,5,6,7,8,9,10]]}'",
            "  scoreline serve --entry-script examples/entry-echo/Echo.java",
            "",
            "Exit codes: 0 stopped by a signal, 2 bad usage or settings, 3 the model, the entry script or the address",
            "was refused."
        })
final class ServeCommand implements Callable<Integer> {

    /** How many tasks may wait for a worker: each model's own bounds are far below. */
    private static final int MAX_QUEUED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger("scoreline");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The model directory, or a model's file. Default: AZUREML_MODEL_DIR.")
    private @Nullable Path directory;

    @Spec
    private @Nullable CommandSpec spec;

    private ServeCommand() {}

    /** The command, with an option for each setting. */
    static CommandLine create() {
        CommandLine command = new CommandLine(new ServeCommand());
        for (Setting<?> setting : ServerSettings.ALL) {
            command.getCommandSpec().addOption(option(setting));
        }
        return command;
    }

    private static OptionSpec option(Setting<?> setting) {
        return OptionSpec.builder("--" + setting.commandLineName())
                .type(String.class)
                .paramLabel(setting.unit().isEmpty() ? "VALUE" : setting.unit().toUpperCase(Locale.ROOT))
                .description(
                        escape(setting.description()),
                        "Default: " + escape(setting.defaultText()) + ". Environment: " + setting.environmentName())
                .build();
    }

    /** A percent sign begins a format in a description. */
    private static String escape(String text) {
        return text.replace("%", "%%");
    }

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        Settings settings = Settings.read(ServerSettings.ALL, commandLine(), System.getenv(), problems);
        if (!problems.isEmpty()) {
            problems.all().forEach(problem -> System.err.println("scoreline: " + problem));
            return Commands.BAD_USAGE;
        }
        serve(settings);
        return 0;
    }

    private Map<String, String> commandLine() {
        Map<String, String> given = new HashMap<>();
        CommandLine.ParseResult parsed =
                Objects.requireNonNull(spec).commandLine().getParseResult();
        for (Setting<?> setting : ServerSettings.ALL) {
            String value = parsed.matchedOptionValue("--" + setting.commandLineName(), "");
            if (parsed.hasMatchedOption("--" + setting.commandLineName())) {
                given.put(setting.commandLineName(), value);
            }
        }
        if (directory != null) {
            given.put(ServerSettings.MODEL_DIR.commandLineName(), directory.toString());
        }
        return given;
    }

    private static void serve(Settings settings) throws InterruptedException {
        long started = System.nanoTime();
        WorkerPool workers = new WorkerPool(settings.get(ServerSettings.WORKER_COUNT), MAX_QUEUED);
        ScoringLimits limits = limits(settings);
        Models models = load(settings, new Scoring(limits, workers, ScoringListener.NOOP));
        Optional<EntryCode> entry = EntryCode.open(settings, models, workers);
        Vertx vertx = Vertx.vertx();
        ScoringServer server = listen(vertx, models, entry.map(EntryCode::handler), settings);
        new Shutdown(server, vertx, workers, models).install();
        StartupLog.tell(models, entry, settings, server.port(), System.nanoTime() - started);
        Thread.currentThread().join();
    }

    private static ScoringLimits limits(Settings settings) {
        return new ScoringLimits(
                JsonLimits.DEFAULT,
                settings.get(ServerSettings.MAX_CONCURRENT_REQUESTS),
                settings.get(ServerSettings.MAX_WAITING_REQUESTS),
                settings.get(ServerSettings.INLINE_BUDGET),
                ScoringLimits.DEFAULT.maxInlineBodyBytes());
    }

    private static Models load(Settings settings, Scoring scoring) {
        ModelLoaders loaders = ModelLoaders.installed();
        Optional<String> format = settings.get(ServerSettings.MODEL_FORMAT);
        return Models.load(sources(settings, loaders), format, loaders, scoring);
    }

    /** An entry script may do without models, or with files of its own kind in the model directory. */
    private static List<ModelSource> sources(Settings settings, ModelLoaders loaders) {
        Optional<String> file = settings.get(ServerSettings.MODEL_FILE);
        try {
            Path root = settings.get(ServerSettings.MODEL_DIR)
                    .orElseThrow(() -> new InferenceException(
                            ErrorCode.NO_MODEL,
                            "no model directory is given. Say scoreline serve DIR or set AZUREML_MODEL_DIR;"
                                    + " examples/diabetes is one to try"));
            return ModelDirectory.resolve(root, file, settings.get(ServerSettings.MODEL_FORMAT), loaders);
        } catch (InferenceException e) {
            boolean isNeeded = settings.get(ServerSettings.ENTRY_SCRIPT).isEmpty() || file.isPresent();
            if (isNeeded || e.code() != ErrorCode.NO_MODEL) {
                throw e;
            }
            LOG.info("The entry script is served without models: {}", e.getMessage());
            return List.of();
        }
    }

    private static ScoringServer listen(Vertx vertx, Models models, Optional<EntryScore> entry, Settings settings) {
        HttpOptions options = HttpOptions.of(settings, Version.text());
        try {
            return ScoringServer.start(vertx, models, entry, options).await();
        } catch (RuntimeException e) {
            vertx.close();
            throw new InferenceException(
                    ErrorCode.INTERNAL,
                    "cannot listen on " + options.host() + ":" + options.port() + " (" + e.getMessage()
                            + "); choose another --port or --host",
                    e);
        }
    }
}
