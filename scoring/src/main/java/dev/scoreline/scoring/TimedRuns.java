package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of unknown length: always on a worker, under admission, and under a limit of time. What takes longer is answered
 * at once and its thread is interrupted; code that does not mind keeps the worker until it ends. The time in the line does not
 * count against the limit, but against the request's own deadline. Thread-safe.
 */
public final class TimedRuns {

    private final Admission admission;
    private final WorkerPool workers;
    private final Duration limit;

    public TimedRuns(Admission admission, WorkerPool workers, Duration limit) {
        this.admission = admission;
        this.workers = workers;
        this.limit = limit;
    }

    /**
     * Runs work on a worker. The future fails with an {@link InferenceException} and nothing else: that of the work, {@code
     * SCRIPT_TIMEOUT}, {@code DEADLINE_EXCEEDED} or {@code OVERLOADED}. Cancel it when nobody waits any more: work that has not
     * begun then never does.
     *
     * @param deadline of the request; work that has not begun by then never does
     * @param work fails with an {@link InferenceException} and nothing else
     */
    public <T> CompletableFuture<T> start(Deadline deadline, Function<Run, T> work) {
        return new Work<>(admission, workers, deadline, new Timed<>(work)).start();
    }

    public Admission admission() {
        return admission;
    }

    /** A run, as its own thread sees it. */
    public interface Run {

        /** How long it waited for a place and for a worker. */
        long queueNanos();

        /** From here on it may take as long as it likes. */
        void liftLimit();
    }

    private record Started(long queueNanos, Runnable lifting) implements Run {
        @Override
        public void liftLimit() {
            lifting.run();
        }
    }

    /** One run, which a worker does under the limit. */
    private final class Timed<T> implements Work.Steps<T> {

        private Function<Run, T> work;

        /** Whose interruption would meet the work; guarded by this, as the next. */
        private @Nullable Thread worker;

        private boolean isExpired;

        Timed(Function<Run, T> work) {
            this.work = work;
        }

        @Override
        public Optional<T> here() {
            return Optional.empty();
        }

        @Override
        public T onWorker(Work<T> run, long queueNanos) {
            Alarm alarm = Alarm.at(Deadline.in(limit), () -> timeOut(run));
            enter();
            try {
                return work.apply(new Started(queueNanos, () -> leave(alarm)));
            } finally {
                leave(alarm);
            }
        }

        @Override
        public void dropped() {
            work = run -> {
                throw new IllegalStateException("the run was dropped");
            };
        }

        private synchronized void enter() {
            worker = Thread.currentThread();
            if (isExpired) {
                worker.interrupt();
            }
        }

        /** From here on no interruption can meet what the worker does next. */
        private synchronized void leave(Alarm alarm) {
            worker = null;
            alarm.close();
            // One that came in the last moment is not for the next task.
            Thread.interrupted();
        }

        private synchronized void timeOut(Work<T> run) {
            if (worker != null) {
                run.giveUp(new InferenceException(
                        ErrorCode.SCRIPT_TIMEOUT, "Scoring timeout after " + limit.toMillis() + " ms"));
                worker.interrupt();
            }
        }

        @Override
        public synchronized void expired() {
            isExpired = true;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }
}
