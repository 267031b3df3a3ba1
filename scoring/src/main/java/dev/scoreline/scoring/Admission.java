package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
                capacity.leave();
                passOn();
            }
        }
    }

    private final String name;
    private final int maxConcurrent;
    private final int maxWaiting;
    private final Capacity capacity;
    private final Object lock = new Object();
    /** Who stands in the line, in this order, and since when. */
    private final Map<Waiter, Long> line = new LinkedHashMap<>();

    private int concurrent;

    /** Permits that are back but still counted, since somebody in line may get the place. */
    private int freed;

    private boolean passing;

    /**
     * Places for one model.
     *
     * @param name the model's name, for messages
     * @param capacity what it shares with the others
     */
    public Admission(String name, int maxConcurrent, int maxWaiting, Capacity capacity) {
        this.name = name;
        this.maxConcurrent = maxConcurrent;
        this.maxWaiting = maxWaiting;
        this.capacity = capacity;
    }

    /** Places for one model that shares nothing. */
    public Admission(String name, int maxConcurrent, int maxWaiting) {
        this(name, maxConcurrent, maxWaiting, new Capacity(Integer.MAX_VALUE));
    }

    /**
     * Asks for a permit.
     *
     * @param waiter called later if there is none now; not called if there is
     * @return the permit, or nothing if the waiter stands in the line
     * @throws InferenceException {@code OVERLOADED} if the line is full too, or all models together have too many requests
     */
    public Optional<Permit> enter(Waiter waiter) {
        if (!capacity.enter()) {
            throw serverFull();
        }
        synchronized (lock) {
            if (concurrent < maxConcurrent) {
                concurrent++;
                return Optional.of(new Permit());
            }
            if (line.size() < maxWaiting) {
                line.put(waiter, System.nanoTime());
                return Optional.empty();
            }
        }
        capacity.leave();
        throw full();
    }

    /**
     * Looks whether there would be a place or a waiting place now, and takes none.
     *
     * @throws InferenceException {@code OVERLOADED} if not
     */
    public void checkVacancy() {
        if (capacity.requests() >= capacity.maxRequests()) {
            throw serverFull();
        }
        synchronized (lock) {
            if (concurrent < maxConcurrent || line.size() < maxWaiting) {
                return;
            }
        }
        throw full();
    }

    private InferenceException serverFull() {
        return overloaded("the server has " + capacity.maxRequests() + " requests under way and waiting");
    }

    private InferenceException full() {
        return overloaded(
                "model '" + name + "' has " + maxConcurrent + " requests under way and " + maxWaiting + " waiting");
    }

    private static InferenceException overloaded(String taken) {
        return new InferenceException(ErrorCode.OVERLOADED, taken + ", which is all it takes: try again later");
    }

    /** Steps out of the line, for who does not want the permit any more; does nothing for one who is not in it. */
    public void leave(Waiter waiter) {
        boolean left;
        synchronized (lock) {
            left = line.remove(waiter) != null;
        }
        if (left) {
            capacity.leave();
        }
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

    /** How long the first in the line has been standing there; zero without a line. */
    public Duration oldestWait() {
        synchronized (lock) {
            Iterator<Long> since = line.values().iterator();
            return since.hasNext() ? Duration.ofNanos(System.nanoTime() - since.next()) : Duration.ZERO;
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
            Iterator<Waiter> first = line.keySet().iterator();
            if (freed == 0 || !first.hasNext()) {
                concurrent -= freed;
                freed = 0;
                passing = false;
                return Optional.empty();
            }
            freed--;
            Waiter next = first.next();
            first.remove();
            return Optional.of(next);
        }
    }
}
