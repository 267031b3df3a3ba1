package dev.scoreline.scoring;

import static dev.scoreline.scoring.Execution.Place.INLINE;
import static dev.scoreline.scoring.Execution.Place.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecutionTest {

    private final Execution execution = new Execution(Duration.ofNanos(200_000));

    @Test
    void sendsTheFirstRunToAWorker() {
        assertThat(execution.choose(1)).isEqualTo(WORKER);
    }

    @Test
    void runsInlineWhatFitsTheBudgetByItsRows() {
        execution.learn(10, 10_000);

        assertThat(execution.choose(1)).isEqualTo(INLINE);
        assertThat(execution.choose(199)).isEqualTo(INLINE);
        assertThat(execution.choose(200)).isEqualTo(WORKER);
    }

    @Test
    void believesASlowRunAtOnceAndFastOnesSlowly() {
        execution.learn(1, 1_000);
        execution.learn(1, 10_000_000);
        assertThat(execution.choose(1)).isEqualTo(WORKER);

        execution.learn(1, 1_000);
        assertThat(execution.choose(1)).isEqualTo(WORKER);

        for (int i = 0; i < 300; i++) {
            execution.learn(1, 1_000);
        }
        assertThat(execution.choose(1)).isEqualTo(INLINE);
    }

    @Test
    void sendsAllToWorkersWithoutABudget() {
        Execution never = new Execution(Duration.ZERO);
        never.learn(1, 0);

        assertThat(never.choose(1)).isEqualTo(WORKER);
    }

    @Test
    void countsItsDecisions() {
        execution.choose(1);
        execution.learn(1, 1);
        execution.choose(1);
        execution.choose(1);
        execution.countWorker();

        assertThat(execution.decisions(INLINE)).isEqualTo(2);
        assertThat(execution.decisions(WORKER)).isEqualTo(2);
    }

    @Test
    void takesARequestWithoutRowsForOneOfOne() {
        execution.learn(0, 300_000);

        assertThat(execution.choose(0)).isEqualTo(WORKER);
    }
}
