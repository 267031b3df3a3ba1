package dev.scoreline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    @Test
    void runsOnAWorker() throws Exception {
        try (TimedRuns runs = runs(Duration.ofSeconds(5))) {
            assertThat(runs.start(() -> Thread.currentThread().getName()).get()).startsWith("scoreline-worker");
        }
        assertThat(admission.concurrent()).isZero();
    }

    @Test
    void interruptsWhatTakesTooLongAndLeavesTheWorkerClean() throws Exception {
        try (TimedRuns runs = runs(Duration.ofMillis(50))) {
            CompletableFuture<String> seen = new CompletableFuture<>();

            assertThatThrownBy(() -> runs.start(() -> seen.complete(await())).get())
                    .hasCauseInstanceOf(InferenceException.class)
                    .hasMessageContaining("Scoring timeout after 50 ms");

            assertThat(seen.get()).isEqualTo("interrupted");
            assertThat(runs.start(() -> Thread.currentThread().isInterrupted()).get())
                    .isFalse();
        }
    }

    @Test
    void letsWorkGoOnThatHasLiftedItsLimit() throws Exception {
        try (TimedRuns runs = runs(Duration.ofMillis(50))) {
            CompletableFuture<String> second = new CompletableFuture<>();
            CompletableFuture<String> lifted = runs.start(limit -> {
                limit.lift();
                second.complete("begun");
                return await();
            });

            second.get();
            // Longer than the limit, seen by another run's that is cut off after it.
            Admission other = new Admission("other", 1, 1);
            WorkerPool more = new WorkerPool(1, 1);
            try (TimedRuns clock = new TimedRuns(other, more, Duration.ofMillis(100))) {
                assertThatThrownBy(() -> clock.start(this::await).get()).hasMessageContaining("timeout");
            } finally {
                more.close();
            }
            release.countDown();
            assertThat(lifted.get()).isEqualTo("released");
        }
    }

    @Test
    void tellsTheFailureOfTheWork() {
        try (TimedRuns runs = runs(Duration.ofSeconds(5))) {
            InferenceException failure = InferenceException.invalidInput("no");

            assertThatThrownBy(() -> runs.start(() -> {
                                throw failure;
                            })
                            .get())
                    .hasCause(failure);
        }
    }

    @Test
    void refusesWhatIsTooMuchAndSkipsWhatIsCancelled() throws Exception {
        try (TimedRuns runs = runs(Duration.ofSeconds(5))) {
            CompletableFuture<String> first = runs.start(this::await);
            CompletableFuture<String> cancelled = runs.start(this::await);

            assertThatThrownBy(() -> runs.start(this::await).get())
                    .hasCauseInstanceOf(InferenceException.class)
                    .extracting(e -> ((InferenceException) e.getCause()).code())
                    .isEqualTo(ErrorCode.OVERLOADED);

            cancelled.cancel(false);
            release.countDown();
            assertThat(first.get()).isEqualTo("released");
            assertThat(runs.start(() -> "next").get()).isEqualTo("next");
        }
    }
}
