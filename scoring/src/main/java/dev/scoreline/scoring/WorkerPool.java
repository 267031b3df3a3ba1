package dev.scoreline.scoring;

import java.time.Duration;

/** A fixed number of daemon threads that take tasks from a bounded queue. Thread-safe. */
public final class WorkerPool implements AutoCloseable {

    /**
     * A pool; its threads start when they are first needed.
     *
     * @param workers how many threads
     * @param maxQueued how many tasks may wait for one
     */
    public WorkerPool(int workers, int maxQueued) {}

    /** How many tasks wait for a thread. */
    public int queued() {
        return 0;
    }

    /**
     * Takes no new task, finishes those it has, and waits for that.
     *
     * @return whether all were finished in time; those that had not begun by then are refused
     */
    public boolean close(Duration grace) {
        return true;
    }

    /** Stops at once: tasks that have not begun are refused. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
