package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of unknown length: always on a worker, under admission, and under a limit of time. What takes longer is answered
 * at once and its thread is interrupted; code that does not mind keeps the worker until it ends. The time in the line does not
 * count. Thread-safe.
 */
public final class TimedRuns implements AutoCloseable {

    private final Admission admission;
    private final WorkerPool workers;
    private final Duration limit;
    private final ScheduledThreadPoolExecutor clock;

    public TimedRuns(Admission admission, WorkerPool workers, Duration limit) {
        this.admission = admission;
        this.workers = workers;
        this.limit = limit;
        this.clock = new ScheduledThreadPoolExecutor(1, job -> {
            Thread thread = new Thread(job, "scoreline-timeout");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Runs work on a worker. The future fails with an {@link InferenceException} and nothing else: that of the work, {@code
     * SCRIPT_TIMEOUT}, or {@code OVERLOADED}. Cancel it when nobody waits any more: work that has not begun then never does.
     *
     * @param work fails with an {@link InferenceException} and nothing else
     */
    public <T> CompletableFuture<T> start(Supplier<T> work) {
        return start(limit -> work.get());
    }

    /** The same, for work that may do without its limit from some point on. */
    public <T> CompletableFuture<T> start(Function<Limit, T> work) {
        Run<T> run = new Run<>(work);
        try {
            admission.enter(run).ifPresent(run::begin);
        } catch (InferenceException e) {
            run.answer.completeExceptionally(e);
        }
        return run.answer;
    }

    public Admission admission() {
        return admission;
    }

    /** Interrupts nobody any more; call it when no run is under way. */
    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** What bounds the time of a run. For the run's own thread. */
    public interface Limit {

        /** From here on the run may take as long as it likes. */
        void lift();
    }

    /** One run on its way from the line to a worker. */
    private final class Run<T> implements Admission.Waiter, WorkerPool.Task {

        private final Function<Limit, T> work;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Optional<Admission.Permit> permit = Optional.empty();

        /** Whose interruption would meet the work; guarded by this. */
        private @Nullable Thread worker;

        Run(Function<Limit, T> work) {
            this.work = work;
        }

        @Override
        public boolean begin(Admission.Permit own) {
            if (answer.isDone()) {
                own.close();
                return false;
            }
            permit = Optional.of(own);
            try {
                workers.execute(this);
            } catch (InferenceException e) {
                fail(e);
            }
            return true;
        }

        @Override
        public void run() {
            if (answer.isDone()) {
                freePermit();
                return;
            }
            ScheduledFuture<?> alarm = clock.schedule(this::interrupt, limit.toNanos(), TimeUnit.NANOSECONDS);
            enter();
            T result;
            try {
                result = work.apply(() -> leave(alarm));
            } finally {
                leave(alarm);
            }
            freePermit();
            answer.complete(result);
        }

        private synchronized void enter() {
            worker = Thread.currentThread();
        }

        /** From here on no interruption can meet what the worker does next. */
        private synchronized void leave(ScheduledFuture<?> alarm) {
            worker = null;
            alarm.cancel(false);
            // One that came in the last moment is not for the next task.
            Thread.interrupted();
        }

        private synchronized void interrupt() {
            if (worker != null) {
                answer.completeExceptionally(new InferenceException(
                        ErrorCode.SCRIPT_TIMEOUT, "Scoring timeout after " + limit.toMillis() + " ms"));
                worker.interrupt();
            }
        }

        private void fail(InferenceException e) {
            freePermit();
            answer.completeExceptionally(e);
        }

        @Override
        public void abandon(Throwable reason) {
            fail(
                    reason instanceof InferenceException known
                            ? known
                            : new InferenceException(
                                    ErrorCode.INTERNAL,
                                    "a run ended in an error of the server, which its log tells",
                                    reason));
        }

        private void freePermit() {
            permit.ifPresent(Admission.Permit::close);
        }
    }
}
