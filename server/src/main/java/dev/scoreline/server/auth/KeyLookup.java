package dev.scoreline.server.auth;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the keys read at once when a token names one that is not among them: one time for all who wait, and not again for a
 * while, so that invented names make the server no burden to the issuer. Thread-safe.
 */
final class KeyLookup {

    /** From the beginning of one reading to the next. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** How long a request waits for a reading; the issuer may take longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How many requests may wait. */
    static final int MAX_WAITING = 256;

    private final Vertx vertx;
    private final Runnable read;
    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();
    private Future<Void> reading = Future.succeededFuture();
    private Instant last = Instant.MIN;

    /** {@code read} reads the keys and may block; it throws nothing that matters. */
    KeyLookup(Vertx vertx, Runnable read, Clock clock) {
        this.vertx = vertx;
        this.read = read;
        this.clock = clock;
    }

    /**
     * Complete when the keys are as new as they can be had: at once after a recent reading, and when patience is over, too.
     *
     * @return fails with {@code OVERLOADED} at once if too many wait
     */
    Future<Void> newest() {
        Future<Void> started = startedIfDue();
        if (started.isComplete()) {
            return Future.succeededFuture();
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new InferenceException(
                    ErrorCode.OVERLOADED,
                    "the key that the token names is being looked up, and too many requests wait for it already; send"
                            + " again in a second"));
        }
        return started.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .onComplete(done -> waiting.decrementAndGet());
    }

    private synchronized Future<Void> startedIfDue() {
        Instant now = clock.instant();
        // A clock that was set back shall not stop the readings.
        boolean isRecent = !now.isBefore(last) && now.isBefore(last.plus(PAUSE));
        if (reading.isComplete() && !isRecent) {
            last = now;
            reading = vertx.executeBlocking(
                            () -> {
                                read.run();
                                return "";
                            },
                            false)
                    .mapEmpty();
        }
        return reading;
    }
}
