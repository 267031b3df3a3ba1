package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of daemon threads that take tasks from a bounded queue. Thread-safe. */
public final class WorkerPool implements AutoCloseable {

    /** Something to do on a worker thread. Exactly one of the methods ends it. */
    public interface Task {

        /** Does it, on a worker thread. */
        void run();

        /** It will not be done, or {@link #run} failed with this. Called on any thread. */
        void abandon(Throwable reason);

        /** When it should be over. */
        default Deadline deadline() {
            return Deadline.none();
        }
    }

    private final ThreadPoolExecutor threads;
    private final int maxQueued;
    private final Set<Task> running = ConcurrentHashMap.newKeySet();

    /**
     * A pool; its threads start when they are first needed.
     *
     * @param workers how many threads
     * @param maxQueued how many tasks may wait for one; at least 1
     */
    public WorkerPool(int workers, int maxQueued) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1 but is " + workers);
        }
        if (maxQueued < 1) {
            throw new IllegalArgumentException("maxQueued must be at least 1 but is " + maxQueued);
        }
        AtomicInteger number = new AtomicInteger();
        this.maxQueued = maxQueued;
        this.threads = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxQueued), job -> {
                    Thread thread = new Thread(job, "scoreline-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Takes a task.
     *
     * @throws InferenceException {@code OVERLOADED} if the queue is full, {@code SHUTTING_DOWN} if the pool is closed; the task
     *     is then not touched
     */
    public void execute(Task task) {
        try {
            threads.execute(new Job(task, running));
        } catch (RejectedExecutionException e) {
            throw threads.isShutdown()
                    ? stopping()
                    : new InferenceException(
                            ErrorCode.OVERLOADED,
                            "all workers are busy and " + maxQueued + " requests wait for one: try again later",
                            e);
        }
    }

    /** How many threads there are at most. */
    public int size() {
        return threads.getMaximumPoolSize();
    }

    /** How many tasks wait for a thread. */
    public int queued() {
        return threads.getQueue().size();
    }

    /** How many threads are at work. */
    public int active() {
        return threads.getActiveCount();
    }

    /**
     * Whether every thread is held by a task that should have been over for that long: nothing that needs a worker gets one.
     */
    public boolean isStuck(Duration late) {
        long stuck = running.stream()
                .filter(task -> -task.deadline().remainingNanos() > late.toNanos())
                .count();
        return stuck >= size();
    }

    /**
     * Takes no new task, finishes those it has, and waits for that. May be called more than once.
     *
     * @return whether all were finished in time; those that had not begun by then are abandoned
     */
    public boolean close(Duration grace) {
        threads.shutdown();
        boolean finished = false;
        try {
            finished = threads.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Runnable> left = new ArrayList<>();
        threads.getQueue().drainTo(left);
        for (Runnable job : left) {
            ((Job) job).task().abandon(stopping());
        }
        return finished;
    }

    /** Stops at once: tasks that have not begun are abandoned, the others run on to their end. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static InferenceException stopping() {
        return new InferenceException(
                ErrorCode.SHUTTING_DOWN, "the server is stopping and takes no new work: send the request again");
    }

    private record Job(Task task, Set<Task> running) implements Runnable {
        @Override
        @SuppressWarnings("CatchAndPrintStackTrace")
        public void run() {
            running.add(task);
            try {
                task.run();
            } catch (Throwable e) {
                // Whatever it is, the caller waits for an end, and the thread is needed for the next task.
                task.abandon(e);
            } finally {
                running.remove(task);
            }
        }
    }
}
