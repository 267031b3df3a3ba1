package dev.scoreline.scoring;

import static dev.scoreline.scoring.Execution.Place.INLINE;
import static dev.scoreline.scoring.Execution.Place.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionTest {

    private static final long FAST = 1_000;
    private static final long SLOW = 10_000_000;

    private final Execution execution = new Execution(Duration.ofNanos(200_000));

    private void learn(int runs, int rows, long nanos) {
        for (int i = 0; i < runs; i++) {
            execution.learn(rows, nanos);
        }
    }

    @Test
    void sendsTheFirstRunToAWorker() {
        assertThat(execution.choose(1)).isEqualTo(WORKER);
    }

    @Test
    void runsInlineAfterOneRunWithinTheBudget() {
        execution.learn(1, 199_999);

        assertThat(execution.choose(1)).isEqualTo(INLINE);
    }

    @Test
    void sendsToAWorkerWhatTookTheWholeBudget() {
        execution.learn(1, 200_000);

        assertThat(execution.choose(1)).isEqualTo(WORKER);
    }

    /** A constant part of 150 microseconds and one for each row: by the row, a run of 100 would promise 2.5 for one. */
    @Test
    void judgesFewRowsByRunsOfFewRows() {
        execution.learn(1, 151_000);
        execution.learn(100, 250_000);

        assertThat(execution.choose(1)).isEqualTo(INLINE);
        assertThat(execution.choose(100)).isEqualTo(WORKER);
    }

    @Test
    void doesNotBelieveThatManyRowsAreFastBecauseFewAre() {
        learn(100, 1, FAST);

        assertThat(execution.choose(2)).isEqualTo(WORKER);
        assertThat(execution.choose(1_000_000)).isEqualTo(WORKER);
    }

    @Test
    void believesThatFewRowsAreFastIfMoreAre() {
        execution.learn(100, FAST);

        assertThat(execution.choose(1)).isEqualTo(INLINE);
        assertThat(execution.choose(99)).isEqualTo(INLINE);
    }

    /** 8 to 15 rows are one class: a run of 8 has to leave room for nearly twice as much. */
    @Test
    void leavesRoomForTheMostRowsOfAClass() {
        execution.learn(8, 110_000);
        assertThat(execution.choose(15)).isEqualTo(WORKER);

        Execution other = new Execution(Duration.ofNanos(200_000));
        other.learn(8, 100_000);
        assertThat(other.choose(15)).isEqualTo(INLINE);
    }

    @Test
    void forgivesOnePause() {
        learn(10, 1, FAST);
        execution.learn(1, SLOW);
        assertThat(execution.choose(1)).isEqualTo(WORKER);

        execution.learn(1, FAST);

        assertThat(execution.choose(1)).isEqualTo(INLINE);
    }

    @Test
    void forgivesASlowFirstRun() {
        execution.learn(1, SLOW);
        assertThat(execution.choose(1)).isEqualTo(WORKER);

        execution.learn(1, FAST);

        assertThat(execution.choose(1)).isEqualTo(INLINE);
    }

    @Test
    void remembersASecondSlowRunForAsLongAsItsHistoryIs() {
        learn(10, 1, FAST);
        execution.learn(1, SLOW);
        execution.learn(1, FAST);
        execution.learn(1, SLOW);

        learn(60, 1, FAST);
        assertThat(execution.choose(1)).isEqualTo(WORKER);

        learn(1, 1, FAST);
        assertThat(execution.choose(1)).isEqualTo(INLINE);
    }

    @Test
    void keepsASlowModelOnWorkersForGood() {
        learn(1000, 1, SLOW);
        assertThat(execution.choose(1)).isEqualTo(WORKER);

        learn(61, 1, FAST);
        assertThat(execution.choose(1)).isEqualTo(WORKER);

        learn(1, 1, FAST);
        assertThat(execution.choose(1)).isEqualTo(INLINE);
    }

    @Test
    void doesNotLetASlowClassSpoilAnother() {
        learn(5, 1, FAST);
        learn(100, 64, SLOW);

        assertThat(execution.choose(1)).isEqualTo(INLINE);
        assertThat(execution.choose(64)).isEqualTo(WORKER);
    }

    @Test
    void sendsAllToWorkersWithoutABudget() {
        Execution never = new Execution(Duration.ZERO);
        never.learn(1, 0);

        assertThat(never.choose(1)).isEqualTo(WORKER);
    }

    @Test
    void countsItsDecisions() {
        execution.count(WORKER);
        execution.count(INLINE);
        execution.count(INLINE);
        execution.count(WORKER);
        execution.choose(1);

        assertThat(execution.decisions(INLINE)).isEqualTo(2);
        assertThat(execution.decisions(WORKER)).isEqualTo(2);
    }

    @Test
    void takesARequestWithoutRowsForOneOfOne() {
        execution.learn(0, 300_000);

        assertThat(execution.choose(0)).isEqualTo(WORKER);
        assertThat(execution.choose(1)).isEqualTo(WORKER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 1023, 1024, 1 << 30, Integer.MAX_VALUE})
    void knowsEveryNumberOfRows(int rows) {
        execution.learn(rows, 1_000);
        assertThat(execution.choose(rows)).isEqualTo(INLINE);
    }

    @Test
    void losesNoSlowRunAmongThreads() throws Exception {
        int threads = 4;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService learners = Executors.newFixedThreadPool(threads);
        List<Future<?>> learning = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            learning.add(learners.submit(() -> {
                start.await();
                execution.learn(1, SLOW);
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : learning) {
            each.get(30, TimeUnit.SECONDS);
        }
        learners.shutdown();

        // Three of the four slow ones have to leave the history before the fourth alone is forgiven.
        learn(61, 1, FAST);
        assertThat(execution.choose(1)).isEqualTo(WORKER);
        learn(1, 1, FAST);
        assertThat(execution.choose(1)).isEqualTo(INLINE);
    }
}
