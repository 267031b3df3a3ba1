package dev.scoreline.scoring;

import static dev.scoreline.model.ErrorCode.OVERLOADED;
import static dev.scoreline.model.ErrorCode.SHUTTING_DOWN;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    /** Ends a future with the worker's name, after a latch. */
    private static final class Errand implements WorkerPool.Task {
        final CompletableFuture<String> done = new CompletableFuture<>();
        final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch may;

        Errand(CountDownLatch may) {
            this.may = may;
        }

        @Override
        public void run() {
            started.countDown();
            try {
                assertThat(may.await(30, SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            done.complete(Thread.currentThread().getName() + " "
                    + Thread.currentThread().isDaemon());
        }

        @Override
        public void abandon(Throwable reason) {
            done.completeExceptionally(reason);
        }
    }

    private static final CountDownLatch OPEN = new CountDownLatch(0);

    @Test
    void runsTasksOnNamedDaemonThreads() throws Exception {
        try (WorkerPool pool = new WorkerPool(2, 10)) {
            Set<String> names = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 5; i++) {
                Errand errand = new Errand(OPEN);
                pool.execute(errand);
                names.add(errand.done.get(30, SECONDS));
            }

            assertThat(names).isSubsetOf("scoreline-worker-1 true", "scoreline-worker-2 true");
        }
    }

    @Test
    void refusesWhatItsQueueDoesNotHold() throws Exception {
        CountDownLatch may = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(1, 1)) {
            Errand running = new Errand(may);
            Errand queued = new Errand(may);
            pool.execute(running);
            assertThat(running.started.await(30, SECONDS)).isTrue();
            pool.execute(queued);
            assertThat(pool.queued()).isEqualTo(1);

            InferenceException refusal =
                    catchThrowableOfType(InferenceException.class, () -> pool.execute(new Errand(may)));

            assertThat(refusal.code()).isEqualTo(OVERLOADED);
            may.countDown();
            assertThat(queued.done.get(30, SECONDS)).isEqualTo("scoreline-worker-1 true");
        }
    }

    @Test
    void goesOnAfterATaskThatFailed() throws Exception {
        try (WorkerPool pool = new WorkerPool(1, 10)) {
            CompletableFuture<Throwable> abandoned = new CompletableFuture<>();
            pool.execute(new WorkerPool.Task() {
                @Override
                public void run() {
                    throw new StackOverflowError();
                }

                @Override
                public void abandon(Throwable reason) {
                    abandoned.complete(reason);
                }
            });
            Errand next = new Errand(OPEN);
            pool.execute(next);

            assertThat(abandoned.get(30, SECONDS)).isInstanceOf(StackOverflowError.class);
            assertThat(next.done.get(30, SECONDS)).isEqualTo("scoreline-worker-1 true");
        }
    }

    @Test
    void finishesWhatItHasWhenItIsClosed() throws Exception {
        WorkerPool pool = new WorkerPool(1, 10);
        Errand first = new Errand(OPEN);
        Errand second = new Errand(OPEN);
        pool.execute(first);
        pool.execute(second);

        assertThat(pool.close(Duration.ofSeconds(30))).isTrue();

        assertThat(first.done).isCompleted();
        assertThat(second.done).isCompleted();
        InferenceException refusal =
                catchThrowableOfType(InferenceException.class, () -> pool.execute(new Errand(OPEN)));
        assertThat(refusal.code()).isEqualTo(SHUTTING_DOWN);
    }

    @Test
    void abandonsWhatHasNotBegunWhenItsGraceIsOver() throws Exception {
        CountDownLatch may = new CountDownLatch(1);
        WorkerPool pool = new WorkerPool(1, 10);
        Errand running = new Errand(may);
        Errand queued = new Errand(may);
        pool.execute(running);
        assertThat(running.started.await(30, SECONDS)).isTrue();
        pool.execute(queued);

        assertThat(pool.close(Duration.ZERO)).isFalse();

        ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> queued.done.get(30, SECONDS));
        assertThat(((InferenceException) failure.getCause()).code()).isEqualTo(SHUTTING_DOWN);
        may.countDown();
        assertThat(running.done.get(30, SECONDS)).isNotEmpty();
    }

    private static WorkerPool.Task until(CountDownLatch running, CountDownLatch go, Deadline deadline) {
        return new WorkerPool.Task() {
            @Override
            public void run() {
                running.countDown();
                try {
                    assertThat(go.await(30, SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void abandon(Throwable reason) {}

            @Override
            public Deadline deadline() {
                return deadline;
            }
        };
    }

    @Test
    void isStuckWhileEveryThreadIsHeldPastADeadline() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(2, 10)) {
            assertThat(pool.isStuck(Duration.ZERO)).isFalse();
            pool.execute(until(running, go, Deadline.in(Duration.ZERO)));
            assertThat(pool.isStuck(Duration.ZERO)).isFalse();
            pool.execute(until(running, go, Deadline.in(Duration.ZERO)));
            assertThat(running.await(30, SECONDS)).isTrue();

            assertThat(pool.isStuck(Duration.ZERO)).isTrue();
            assertThat(pool.isStuck(Duration.ofHours(1))).isFalse();

            go.countDown();
            assertThat(pool.close(Duration.ofSeconds(30))).isTrue();
            assertThat(pool.isStuck(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void isNotStuckByRunsThatStillHaveTime() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(1, 10)) {
            pool.execute(until(running, go, Deadline.none()));
            assertThat(running.await(30, SECONDS)).isTrue();

            assertThat(pool.isStuck(Duration.ZERO)).isFalse();
            go.countDown();
        }
    }
}
