package dev.scoreline.server.auth;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Verifies what takes too long for an event loop, on threads of its own: few, so that who sends forged tokens cannot take the
 * processors from scoring, and with a bounded number of places, so that they cannot fill the memory. Thread-safe.
 */
final class Verifications {

    /** With P-256, the slowest, the last in this queue waits for about a quarter of a second. */
    static final int MAX_WAITING = 256;

    /** What the threads are called. */
    static final String NAME = "scoreline-tokens";

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();

    Verifications(Vertx vertx) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        this.workers = vertx.createSharedWorkerExecutor(NAME, threads);
    }

    /** The outcome of a verification; {@code OVERLOADED} at once if all places are taken. */
    Future<Identity> run(Callable<Identity> verification) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new InferenceException(
                    ErrorCode.OVERLOADED,
                    "more new tokens have come than can be verified now; tokens that were verified before are not"
                            + " affected. Send again in a second, and use a token for many requests"));
        }
        return workers.executeBlocking(verification, false).onComplete(done -> waiting.decrementAndGet());
    }
}
