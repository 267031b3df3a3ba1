package dev.scoreline.server.command;

import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.WorkerPool;
import dev.scoreline.server.http.ScoringServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops in the reverse order of starting, on SIGTERM or Ctrl-C: the door, the workers, the models. */
record Shutdown(ScoringServer server, Vertx vertx, WorkerPool workers, Models models) {

    /** How long requests under way may take; a pod has 30 seconds by default. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "scoreline-shutdown"));
    }

    private void run() {
        LOG.info("Stopping: finishing the requests under way");
        try {
            server.stop(GRACE).toCompletionStage().toCompletableFuture().get(GRACE.toSeconds() + 1, TimeUnit.SECONDS);
            workers.close(Duration.ofSeconds(1));
            vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
            models.close();
            LOG.info("Stopped");
        } catch (TimeoutException e) {
            LOG.warn("Stopped with requests unfinished after {} s", GRACE.toSeconds());
        } catch (Exception e) {
            LOG.error("Stopped badly", e);
        }
        // A signal would make the JVM exit with 143, which an orchestrator reads as a failure.
        Runtime.getRuntime().halt(0);
    }
}
