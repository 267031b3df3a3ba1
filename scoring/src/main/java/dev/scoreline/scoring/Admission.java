package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds how much one model takes on. A request gets a permit at once, or one of the waiting places, or is refused at once: a
 * server that lets everybody in is slow for everybody. Who waits is let in first come, first served, by the thread that
 * frees a permit.
 *
 * <p>Thread-safe.
 */
public final class Admission {

    /** Stands in the line. */
    @FunctionalInterface
    public interface Waiter {

        /**
         * Its turn has come. Called once, on the thread that freed the permit; must not block nor throw.
         *
         * @return whether it takes the permit, which it then has to close; otherwise the permit goes to the next in line
         */
        boolean begin(Permit permit);
    }

    /** The right to work on one request. Thread-safe. */
    public final class Permit implements AutoCloseable {

        private final AtomicBoolean closed = new AtomicBoolean();

        private Permit() {}

        /** Gives the place back; closing again does nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                passOn();
            }
        }
    }

    /** A waiter, and since when. */
    private record Standing(Waiter waiter, long sinceNanos) {}

    private final String name;
    private final int maxConcurrent;
    private final int maxWaiting;
    private final Object lock = new Object();
    private final Queue<Standing> line = new ArrayDeque<>();
    private int concurrent;

    /** Permits that are back but still counted, since somebody in line may get the place. */
    private int freed;

    private boolean passing;

    /**
     * Places for one model.
     *
     * @param name the model's name, for messages
     */
    public Admission(String name, int maxConcurrent, int maxWaiting) {
        this.name = name;
        this.maxConcurrent = maxConcurrent;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Asks for a permit.
     *
     * @param waiter called later if there is none now; not called if there is
     * @return the permit, or nothing if the waiter stands in the line
     * @throws InferenceException {@code OVERLOADED} if the line is full too
     */
    public Optional<Permit> enter(Waiter waiter) {
        synchronized (lock) {
            if (concurrent < maxConcurrent) {
                concurrent++;
                return Optional.of(new Permit());
            }
            if (line.size() < maxWaiting) {
                line.add(new Standing(waiter, System.nanoTime()));
                return Optional.empty();
            }
        }
        throw new InferenceException(
                ErrorCode.OVERLOADED,
                "model '" + name + "' has " + maxConcurrent + " requests under way and " + maxWaiting
                        + " waiting, which is all it takes: try again later");
    }

    /** How many permits are out. */
    public int concurrent() {
        synchronized (lock) {
            return concurrent;
        }
    }

    /** How many permits there are at most. */
    public int maxConcurrent() {
        return maxConcurrent;
    }

    /** How long the first in the line has been standing there, whether it still wants its turn or not; zero without a line. */
    public Duration oldestWait() {
        synchronized (lock) {
            Standing first = line.peek();
            return first == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - first.sinceNanos());
        }
    }

    /** How many stand in the line. */
    public int waiting() {
        synchronized (lock) {
            return line.size();
        }
    }

    /**
     * Gives a place that has become free to the next in line. One thread at a time does so, for all that free one meanwhile:
     * a waiter that gives its permit back at once would otherwise let in the next from within, and a long line would
     * overflow the stack.
     */
    private void passOn() {
        synchronized (lock) {
            freed++;
            if (passing) {
                return;
            }
            passing = true;
        }
        Optional<RuntimeException> failure = Optional.empty();
        for (Optional<Waiter> next = next(); next.isPresent(); next = next()) {
            Permit permit = new Permit();
            boolean taken = false;
            try {
                taken = next.get().begin(permit);
            } catch (RuntimeException e) {
                failure = Optional.of(e);
            } catch (Error e) {
                // This thread is lost to the passing on; closing the permit below begins it anew.
                synchronized (lock) {
                    passing = false;
                }
                throw e;
            } finally {
                if (!taken) {
                    permit.close();
                }
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Who gets the next free place; nobody if none is free or nobody waits, which ends the passing on. */
    private Optional<Waiter> next() {
        synchronized (lock) {
            Standing next = freed > 0 ? line.poll() : null;
            if (next == null) {
                concurrent -= freed;
                freed = 0;
                passing = false;
                return Optional.empty();
            }
            freed--;
            return Optional.of(next.waiter());
        }
    }
}
