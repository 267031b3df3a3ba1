package dev.scoreline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimedRunsTest {

    private final WorkerPool workers = new WorkerPool(1, 10);
    private final Admission admission = new Admission("script", 1, 1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        workers.close();
    }

    private TimedRuns runs(Duration limit) {
        return new TimedRuns(admission, workers, limit);
    }

    private String await() {
        try {
            return release.await(10, TimeUnit.SECONDS) ? "released" : "late";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private CompletableFuture<String> start(Duration limit, Deadline deadline, Supplier<String> work) {
        return runs(limit).start(deadline, unused -> work.get());
    }

    private CompletableFuture<String> start(Supplier<String> work) {
        return start(Duration.ofSeconds(10), Deadline.none(), work);
    }

    private static void assertFails(CompletableFuture<String> answer, ErrorCode code, String message) {
        assertThatThrownBy(answer::get)
                .hasCauseInstanceOf(InferenceException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((InferenceException) e.getCause()).code())
                .isEqualTo(code);
    }

    @Test
    void runsOnAWorker() throws Exception {
        assertThat(start(() -> Thread.currentThread().getName()).get()).startsWith("scoreline-worker");
        assertThat(admission.concurrent()).isZero();
    }

    @Test
    void interruptsWhatTakesTooLongAndLeavesTheWorkerClean() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();

        assertFails(
                start(Duration.ofMillis(50), Deadline.none(), () -> tell(seen, await())),
                ErrorCode.SCRIPT_TIMEOUT,
                "Scoring timeout after 50 ms");

        assertThat(seen.get()).isEqualTo("interrupted");
        assertThat(start(() -> String.valueOf(Thread.currentThread().isInterrupted()))
                        .get())
                .isEqualTo("false");
    }

    private static String tell(CompletableFuture<String> future, String text) {
        future.complete(text);
        return text;
    }

    @Test
    void interruptsWhatIsUnderWayAtTheRequestsDeadlineAndLeavesTheWorkerClean() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();

        assertFails(
                start(Duration.ofSeconds(10), Deadline.in(Duration.ofMillis(50)), () -> tell(seen, await())),
                ErrorCode.DEADLINE_EXCEEDED,
                "Scoring timeout after 50 ms");

        assertThat(seen.get()).isEqualTo("interrupted");
        assertThat(start(() -> String.valueOf(Thread.currentThread().isInterrupted()))
                        .get())
                .isEqualTo("false");
    }

    @Test
    void neverStartsWhatHasWaitedUntilItsDeadline() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        CompletableFuture<String> first = start(this::await);

        assertFails(
                start(
                        Duration.ofSeconds(10),
                        Deadline.in(Duration.ofMillis(50)),
                        () -> "start " + starts.incrementAndGet()),
                ErrorCode.DEADLINE_EXCEEDED,
                "Scoring timeout after 50 ms");

        assertThat(admission.waiting()).isZero();
        release.countDown();
        assertThat(first.get()).isEqualTo("released");
        assertThat(start(() -> "next").get()).isEqualTo("next");
        assertThat(starts).hasValue(0);
    }

    @Test
    void letsWorkGoOnThatHasLiftedItsLimit() throws Exception {
        CompletableFuture<String> begun = new CompletableFuture<>();
        CompletableFuture<String> lifted = runs(Duration.ofMillis(50)).start(Deadline.none(), run -> {
            run.liftLimit();
            begun.complete("begun");
            return await();
        });

        begun.get();
        // Longer than the limit, seen by another run's that is cut off after it.
        WorkerPool more = new WorkerPool(1, 1);
        TimedRuns clock = new TimedRuns(new Admission("other", 1, 1), more, Duration.ofMillis(100));
        assertFails(
                clock.start(Deadline.none(), run -> await()), ErrorCode.SCRIPT_TIMEOUT, "Scoring timeout after 100 ms");
        more.close();
        release.countDown();
        assertThat(lifted.get()).isEqualTo("released");
    }

    @Test
    void tellsTheFailureOfTheWork() {
        InferenceException failure = InferenceException.invalidInput("no");

        assertThatThrownBy(() -> start(() -> {
                            throw failure;
                        })
                        .get())
                .hasCause(failure);
    }

    @Test
    void refusesWhatIsTooMuchAndSkipsWhatIsCancelled() throws Exception {
        CompletableFuture<String> first = start(this::await);
        CompletableFuture<String> cancelled = start(this::await);

        assertFails(start(this::await), ErrorCode.OVERLOADED, "script");

        cancelled.cancel(false);
        assertThat(admission.waiting()).isZero();
        release.countDown();
        assertThat(first.get()).isEqualTo("released");
        assertThat(start(() -> "next").get()).isEqualTo("next");
    }
}
