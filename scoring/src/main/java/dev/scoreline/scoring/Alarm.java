package dev.scoreline.scoring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does something when a deadline passes, unless it is closed before. Rings on the JDK's own timer thread, which all alarms
 * share. Thread-safe.
 */
final class Alarm implements AutoCloseable {

    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    private Alarm(Deadline deadline, Runnable action) {
        CompletableFuture<Void> unused = timer.orTimeout(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)
                .whenComplete((closed, timeout) -> {
                    if (timeout != null) {
                        action.run();
                    }
                });
    }

    /** {@code action} must be quick, and must not block nor throw. */
    static Alarm at(Deadline deadline, Runnable action) {
        return new Alarm(deadline, action);
    }

    /** Takes the timer off; an action that has begun goes on. */
    @Override
    public void close() {
        timer.complete(null);
    }
}
