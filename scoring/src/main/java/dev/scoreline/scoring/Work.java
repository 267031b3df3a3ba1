package dev.scoreline.scoring;

import dev.scoreline.model.Cancellation;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request on its way: a permit first, or a place in the line for one; then what can be done on the caller's thread; then
 * a worker for the rest.
 *
 * <pre>
 *   start ──► permit ──► done here? ──► answer
 *     │                     └► no ──────────────────┐
 *     ├──► line ──► permit, on somebody's thread ───┴──► a worker's queue ──► a worker ──► answer
 *     └──► refused
 * </pre>
 *
 * <p>The answer may come from elsewhere at any time: its deadline passes, or its caller cancels it. Work that no worker has
 * begun then never begins, and its place is free at once; work under way is told, and keeps its place and its worker until it
 * ends.
 *
 * <p>Passed from thread to thread by the line and the pool, never worked on by two at once; the answer is thread-safe.
 */
final class Work<T> implements Admission.Waiter, WorkerPool.Task, Cancellation {

    /** What there is to do. A method that fails does so with an {@link InferenceException}. */
    interface Steps<T> {

        /** It got its permit, after that long. */
        default void admitted(long waitNanos) {}

        /** It was sent away, because there was no place for it. */
        default void refused() {}

        /** Its deadline passed before its answer was ready. */
        default void expired() {}

        /** Its caller cancelled it. */
        default void cancelled() {}

        /**
         * It never begins on a worker, though it may stay in the workers' queue for as long as they are held: what it would
         * have been done with can go.
         */
        default void dropped() {}

        /** Does it on the caller's thread, if it is soon done; else does of it what is. */
        Optional<T> here();

        /** Does it, or what is left of it, on a worker, after that long in the line and in the workers' queue. */
        T onWorker(Work<T> work, long queueNanos);
    }

    private final Admission admission;
    private final WorkerPool workers;
    private final Deadline deadline;
    private final Steps<T> steps;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile long waitingSince = System.nanoTime();

    /** Set once: by the worker that does the work, or by an answer that came before one did. */
    private final AtomicBoolean begun = new AtomicBoolean();

    private volatile Optional<Admission.Permit> permit = Optional.empty();

    Work(Admission admission, WorkerPool workers, Deadline deadline, Steps<T> steps) {
        this.admission = admission;
        this.workers = workers;
        this.deadline = deadline;
        this.steps = steps;
    }

    /** Begins; the future is done on return, or is completed later, with an {@link InferenceException} or an answer. */
    CompletableFuture<T> start() {
        if (deadline.hasPassed()) {
            expire();
            return answer;
        }
        try {
            admission.enter(this).ifPresentOrElse(this::beginHere, this::watch);
        } catch (InferenceException e) {
            steps.refused();
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void beginHere(Admission.Permit own) {
        permit = Optional.of(own);
        steps.admitted(0);
        boolean goesOn = false;
        try {
            Optional<T> done = steps.here();
            goesOn = done.isEmpty();
            done.ifPresent(this::succeed);
        } catch (InferenceException e) {
            fail(e);
        } finally {
            if (!goesOn) {
                freePermit();
            }
        }
        if (goesOn) {
            waitingSince = System.nanoTime();
            watch();
            handOver();
        }
    }

    @Override
    public boolean begin(Admission.Permit own) {
        if (answer.isDone()) {
            return false;
        }
        steps.admitted(System.nanoTime() - waitingSince);
        permit = Optional.of(own);
        handOver();
        return true;
    }

    private void handOver() {
        try {
            workers.execute(this);
        } catch (InferenceException e) {
            steps.refused();
            fail(e);
        }
    }

    @Override
    public void run() {
        if (deadline.hasPassed()) {
            expire();
        }
        if (answer.isDone() || !begun.compareAndSet(false, true)) {
            freePermit();
            return;
        }
        try {
            succeed(steps.onWorker(this, System.nanoTime() - waitingSince));
        } catch (InferenceException e) {
            fail(e);
        }
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    /** From here on others may end it: there was no need for a timer before. */
    private void watch() {
        Alarm alarm = Alarm.at(deadline, this::expire);
        whenAnswered(() -> {
            alarm.close();
            if (answer.isCancelled()) {
                steps.cancelled();
            }
            admission.leave(this);
            if (begun.compareAndSet(false, true)) {
                steps.dropped();
                freePermit();
            }
        });
    }

    @Override
    public Registration onCancel(Runnable action) {
        AtomicBoolean isOpen = new AtomicBoolean(true);
        whenAnswered(() -> {
            if (isOpen.getAndSet(false)) {
                action.run();
            }
        });
        return () -> isOpen.set(false);
    }

    /** Has an action run when there is an answer, whoever gave it; at once if there is one. */
    void whenAnswered(Runnable action) {
        CompletableFuture<T> unused = answer.whenComplete((value, failure) -> action.run());
    }

    private void expire() {
        if (answer.completeExceptionally(deadline.exceeded())) {
            steps.expired();
        }
    }

    /** Answers before the work is over, which keeps its place and its worker until it ends. */
    void giveUp(InferenceException reason) {
        answer.completeExceptionally(reason);
    }

    private void succeed(T value) {
        freePermit();
        answer.complete(value);
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
                                "scoring ended in an error of the server, which its log tells in full",
                                reason));
    }

    /** Before the answer is given, so that who has it finds the place free. */
    private void freePermit() {
        permit.ifPresent(Admission.Permit::close);
    }
}
