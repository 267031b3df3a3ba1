package dev.scoreline.server.command;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Capacity;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.Scoring;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.scoring.codec.JsonLimits;
import dev.scoreline.scoring.config.ListenerSettings;
import dev.scoreline.scoring.config.LoaderSettings;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.http.Access;
import dev.scoreline.server.http.HttpOptions;
import dev.scoreline.server.http.ScoringServer;
import dev.scoreline.server.http.Service;
import dev.scoreline.server.metrics.ServerMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
            "Each option has an environment variable of the same meaning. The command line wins over the environment, and that",
            "over config.json. Options may be spelt with underscores, as Azure ML's server spells them."
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
        ServeOptions.addTo(command.getCommandSpec());
        // What is not understood is told together with every other mistake.
        return command.setUnmatchedArgumentsAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        Map<String, String> commandLine = commandLine(problems);
        Settings settings = SettingSources.read(commandLine, System.getenv(), problems);
        AccessSettings.check(settings, problems);
        HttpOptions.check(settings, problems);
        if (!problems.isEmpty()) {
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            problems.all().forEach(problem -> err.println("scoreline: " + problem));
            err.flush();
            return Commands.BAD_USAGE;
        }
        serve(settings);
        return 0;
    }

    private Map<String, String> commandLine(Problems problems) {
        CommandLine.ParseResult parsed =
                Objects.requireNonNull(spec).commandLine().getParseResult();
        Map<String, String> given = ServeOptions.given(parsed, problems);
        if (directory != null) {
            given.put(ServerSettings.MODEL_DIR.commandLineName(), directory.toString());
        }
        return given;
    }

    private static void serve(Settings settings) throws InterruptedException {
        long started = System.nanoTime();
        // Before the first logger is made, which reads them once.
        System.setProperty(
                "azureml.log.level", settings.get(ServerSettings.LOG_LEVEL).name());
        System.setProperty(
                "scoreline.log.format", settings.get(ServerSettings.LOG_FORMAT).toString());
        WorkerPool workers = new WorkerPool(settings.get(ServerSettings.WORKER_COUNT), MAX_QUEUED);
        ScoringLimits limits = limits(settings);
        Capacity capacity = new Capacity(settings.get(ServerSettings.MAX_REQUESTS));
        ServerMetrics metrics = new ServerMetrics(Version.text());
        Scoring scoring = new Scoring(limits, workers, metrics.listener(), capacity);
        Models models = load(settings, scoring);
        settings.get(ServerSettings.ENTRY_SCRIPT).ifPresent(script -> PrintLog.install());
        Optional<EntryCode> entry = EntryCode.open(settings, models, scoring);
        metrics.watch(models, workers, entry.map(EntryCode::watched));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(settings.get(ListenerSettings.EVENT_LOOPS)));
        Service service = new Service(models, entry.map(EntryCode::handler), access(vertx, settings), metrics);
        ScoringServer server = listen(vertx, service, HttpOptions.of(settings, Version.text()));
        Shutdown.of(settings, server, vertx, workers, models).install();
        SelfScores.run(models, workers, settings.get(ServerSettings.WARM_UP), server.health());
        server.healthPort().ifPresent(StartupLog::tellHealth);
        server.metricsPort().ifPresent(StartupLog::tellMetrics);
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
        ModelLoaders loaders = ModelLoaders.installed().configured(LoaderSettings.options(settings));
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
            StartupLog.tellNoModels(e.getMessage());
            return List.of();
        }
    }

    private static Access access(Vertx vertx, Settings settings) {
        try {
            return AccessSettings.open(settings, vertx);
        } catch (InferenceException e) {
            vertx.close();
            throw e;
        }
    }

    private static ScoringServer listen(Vertx vertx, Service service, HttpOptions options) {
        try {
            return ScoringServer.start(vertx, service, options).await();
        } catch (InferenceException e) {
            vertx.close();
            throw e;
        } catch (Exception e) {
            // await throws what the bind failed with, checked or not.
            vertx.close();
            throw new InferenceException(
                    ErrorCode.INTERNAL,
                    "cannot listen on " + options.host() + ":" + options.port() + " (" + e.getMessage()
                            + "); choose another --port or --host",
                    e);
        }
    }
}
