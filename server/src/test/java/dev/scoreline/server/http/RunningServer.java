package dev.scoreline.server.http;

import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.Scoring;
import dev.scoreline.scoring.ScoringLimits;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.scoring.config.Problems;
import dev.scoreline.scoring.config.ServerSettings;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.command.EntryCode;
import dev.scoreline.server.metrics.ServerMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real server on a free port, with a real client beside it. */
final class RunningServer implements AutoCloseable {

    static final Path EXAMPLES = Path.of("..", "examples");
    static final int MAX_BODY_BYTES = 1_000_000;

    private final ServerMetrics metrics;
    private final WorkerPool workers;
    private final Models models;
    private final ScoringServer server;
    private final WebClient client;

    private RunningServer(
            Vertx vertx,
            ServerMetrics metrics,
            Scoring scoring,
            Models models,
            Access access,
            Map<String, String> environment) {
        this.metrics = metrics;
        this.workers = scoring.workers();
        this.models = models;
        Settings settings = settings(environment);
        Optional<EntryCode> entry = EntryCode.open(settings, models, scoring);
        metrics.watch(models, workers, entry.map(EntryCode::watched));
        this.server = ScoringServer.start(
                        vertx,
                        new Service(models, entry.map(EntryCode::handler), access, metrics),
                        HttpOptions.of(settings, "test"))
                .await();
        server.health().ready();
        this.client = WebClient.create(vertx);
    }

    private static Settings settings(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of(
                ServerSettings.HOST.environmentName(), "127.0.0.1",
                ServerSettings.PORT.environmentName(), "0",
                ServerSettings.MAX_BODY_BYTES.environmentName(), String.valueOf(MAX_BODY_BYTES)));
        all.putAll(environment);
        Problems problems = new Problems();
        Settings settings = Settings.read(ServerSettings.ALL, Map.of(), all, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        return settings;
    }

    /** Serves the models of a directory. */
    static RunningServer of(Vertx vertx, Path directory) {
        return of(vertx, directory, Access.OPEN, Map.of());
    }

    /** Serves the models of a directory to those who have access. */
    static RunningServer of(Vertx vertx, Path directory, Access access) {
        return of(vertx, directory, access, Map.of());
    }

    /** Serves the models of a directory, set by these environment variables. */
    static RunningServer of(Vertx vertx, Path directory, Map<String, String> environment) {
        return of(vertx, directory, Access.OPEN, environment);
    }

    private static RunningServer of(Vertx vertx, Path directory, Access access, Map<String, String> environment) {
        ModelLoaders loaders = ModelLoaders.installed();
        ServerMetrics metrics = new ServerMetrics("test");
        WorkerPool workers = new WorkerPool(2, 100);
        List<ModelSource> sources = ModelDirectory.resolve(directory, Optional.empty(), Optional.empty(), loaders);
        Scoring scoring = new Scoring(ScoringLimits.DEFAULT, workers, metrics.listener());
        return new RunningServer(
                vertx, metrics, scoring, Models.load(sources, Optional.empty(), loaders, scoring), access, environment);
    }

    /** Serves an entry script, without models, set by these environment variables. */
    static RunningServer ofScript(Vertx vertx, Path script, Map<String, String> environment) {
        return ofScript(vertx, script, Access.OPEN, environment);
    }

    /** Serves an entry script to those who have access. */
    static RunningServer ofScript(Vertx vertx, Path script, Access access, Map<String, String> environment) {
        ServerMetrics metrics = new ServerMetrics("test");
        WorkerPool workers = new WorkerPool(2, 100);
        Scoring scoring = new Scoring(ScoringLimits.DEFAULT, workers, metrics.listener());
        Map<String, String> all = new HashMap<>(environment);
        all.put(ServerSettings.ENTRY_SCRIPT.environmentName(), script.toString());
        Models none = Models.load(List.of(), Optional.empty(), ModelLoaders.installed(), scoring);
        return new RunningServer(vertx, metrics, scoring, none, access, all);
    }

    /** Serves a model made by hand. */
    static RunningServer of(Vertx vertx, Model model, ScoringLimits limits) {
        return of(vertx, model, limits, Map.of());
    }

    /** Serves a model made by hand, set by these environment variables. */
    static RunningServer of(Vertx vertx, Model model, ScoringLimits limits, Map<String, String> environment) {
        ServerMetrics metrics = new ServerMetrics("test");
        WorkerPool workers = new WorkerPool(2, 100);
        Scoring scoring = new Scoring(limits, workers, metrics.listener());
        ModelLoaders loaders = ModelLoaders.of(List.of(new HandedLoader(model)));
        List<ModelSource> sources = List.of(new ModelSource("fake", "1", anyFile()));
        return new RunningServer(
                vertx,
                metrics,
                scoring,
                Models.load(sources, Optional.empty(), loaders, scoring),
                Access.OPEN,
                environment);
    }

    private static Path anyFile() {
        try {
            return Files.createTempFile("scoreline", ".fake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ScoringServer server() {
        return server;
    }

    HttpRequest<Buffer> post(String path) {
        return client.post(server.port(), "127.0.0.1", path);
    }

    HttpResponse<Buffer> post(String path, String body) {
        return post(path)
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(body))
                .await();
    }

    HttpResponse<Buffer> get(String path) {
        return client.get(server.port(), "127.0.0.1", path).send().await();
    }

    HttpResponse<Buffer> send(HttpMethod method, String path) {
        return client.request(method, server.port(), "127.0.0.1", path).send().await();
    }

    HttpResponse<Buffer> send(HttpMethod method, String path, Map<String, String> headers) {
        return request(method, path, headers).send().await();
    }

    HttpResponse<Buffer> send(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        return request(method, path, headers).sendBuffer(body).await();
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path, Map<String, String> headers) {
        HttpRequest<Buffer> request = client.request(method, server.port(), "127.0.0.1", path);
        headers.forEach(request::putHeader);
        return request;
    }

    HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, server.port(), "127.0.0.1", path);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.stop(Duration.ofSeconds(1)).await();
        workers.close();
        models.close();
        metrics.close();
    }

    /** Hands out a model that is there already. */
    private record HandedLoader(Model model) implements ModelLoader {
        @Override
        public String format() {
            return "fake";
        }

        @Override
        public String fileNames() {
            return "*.fake";
        }

        @Override
        public boolean recognizes(ModelSource source) {
            return true;
        }

        @Override
        public Model load(ModelSource source) {
            return model;
        }
    }
}
