package dev.scoreline.server.command;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.WarmUp;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.server.handler.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each model score its sample before the server says that it is ready: that warms it up, and a server whose model cannot
 * score what its user says it can is not ready. Stateless; thread-safe.
 */
final class SelfScores {

    private static final Logger LOG = LoggerFactory.getLogger(SelfScores.class);
    private static final int PATIENCE_SECONDS = 10;

    private SelfScores() {}

    /**
     * Scores the samples of all models on a worker, one model after the other, and tells {@code health} what came of it.
     * Blocks until they are scored.
     *
     * @param limit how long each model is warmed up
     */
    static void run(Models models, WorkerPool workers, Duration limit, Health health) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        workers.execute(new WorkerPool.Task() {
            @Override
            public void run() {
                models.all().forEach(model -> score(model, limit).ifPresent(health::unfit));
                health.ready();
                done.complete(null);
            }

            @Override
            public void abandon(Throwable reason) {
                done.completeExceptionally(reason);
            }
        });
        await(done);
    }

    private static void await(CompletableFuture<Void> done) throws InterruptedException {
        while (true) {
            try {
                done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                LOG.info("The models are still scoring their samples; the server is ready when they are done");
            } catch (ExecutionException e) {
                LOG.error("The models could not be warmed up; the server stays unready", e.getCause());
                return;
            }
        }
    }

    /** What keeps the server from being ready, if anything does. */
    private static Optional<String> score(LoadedModel model, Duration limit) {
        Optional<Path> sample = SampleRequest.given(model);
        try {
            Optional<byte[]> body =
                    sample.isPresent() ? Optional.of(Files.readAllBytes(sample.get())) : SampleRequest.madeUp(model);
            if (body.isEmpty()) {
                return tellCold(model, "it takes more values than are made up");
            }
            long start = System.nanoTime();
            int runs = WarmUp.run(model.scorer(), body.get(), limit);
            long millis = (System.nanoTime() - start) / 1_000_000;
            LOG.debug("Warmed up {} version {} by {} runs in {} ms", model.name(), model.version(), runs, millis);
            return Optional.empty();
        } catch (InferenceException | IOException e) {
            return sample.map(file -> tellUnfit(model, file, e))
                    .or(() -> tellCold(model, String.valueOf(e.getMessage())));
        }
    }

    private static String tellUnfit(LoadedModel model, Path sample, Exception e) {
        LOG.error("Not ready: model '{}' does not score its sample {}: {}", model.name(), sample, e.getMessage(), e);
        return "model '" + model.name() + "' does not score its sample; the log says why";
    }

    /** Zeros and words may well be none that the model knows. */
    private static Optional<String> tellCold(LoadedModel model, String reason) {
        LOG.info(
                "Model '{}' is not warmed up by a request that is made up ({}); put one into sample_input.json beside it",
                model.name(),
                reason);
        return Optional.empty();
    }
}
