package dev.scoreline.server.command;

import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.scoring.config.ListenerSettings;
import dev.scoreline.scoring.config.Settings;
import dev.scoreline.server.http.ScoringServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops on SIGTERM or Ctrl-C without losing a request: first it turns unready and goes on answering for a while, so that load
 * balancers notice; then it closes in the reverse order of starting: the door, the workers, the models. Every step is bounded
 * in time, so that it ends whatever hangs.
 *
 * @param drainDelay how long it goes on answering
 * @param grace how long requests under way may take after that; a pod has 30 seconds by default for all together
 */
record Shutdown(
        ScoringServer server, Vertx vertx, WorkerPool workers, Models models, Duration drainDelay, Duration grace) {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    static Shutdown of(Settings settings, ScoringServer server, Vertx vertx, WorkerPool workers, Models models) {
        return new Shutdown(
                server,
                vertx,
                workers,
                models,
                settings.get(ListenerSettings.DRAIN_DELAY),
                settings.get(ListenerSettings.SHUTDOWN_GRACE));
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "scoreline-shutdown"));
    }

    private void run() {
        try {
            server.health().stopping();
            if (!drainDelay.isZero()) {
                LOG.info("Stopping: not ready any more, but answering for another {} s", drainDelay.toSeconds());
                Thread.sleep(drainDelay.toMillis());
            }
            close();
        } catch (TimeoutException e) {
            LOG.warn("Stopped with requests unfinished after {} s", grace.toSeconds());
        } catch (Exception e) {
            LOG.error("Stopped badly", e);
        }
        // A signal would make the JVM exit with 143, which an orchestrator reads as a failure.
        Runtime.getRuntime().halt(0);
    }

    private void close() throws Exception {
        LOG.info("Stopping: finishing the requests under way");
        server.stop(grace).toCompletionStage().toCompletableFuture().get(grace.toSeconds() + 1, TimeUnit.SECONDS);
        workers.close(Duration.ofSeconds(1));
        vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        models.close();
        LOG.info("Stopped");
    }
}
