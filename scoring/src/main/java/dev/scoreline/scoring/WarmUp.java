package dev.scoreline.scoring;

import dev.scoreline.model.InferenceException;
import java.time.Duration;

/**
 * Scores a request again and again before the first one comes, so that its code is loaded and compiled and {@link Execution}
 * knows how long it takes. Stateless; thread-safe.
 */
public final class WarmUp {

    /**
     * How often at most. The JVM compiles a method for good after some thousands of calls and loops in it; a small model gets
     * there within this many runs, a large one in fewer.
     */
    private static final int MAX_RUNS = 2_000;

    private WarmUp() {}

    /**
     * Scores the request once, and then for as long as {@code limit} lasts. Blocks.
     *
     * @param body what a client would send
     * @return how often it was scored
     * @throws InferenceException as the model refuses the request or fails on it
     */
    public static int run(Scorer scorer, byte[] body, Duration limit) {
        long start = System.nanoTime();
        int runs = 0;
        do {
            scorer.rehearse(body);
            runs++;
        } while (runs < MAX_RUNS && System.nanoTime() - start < limit.toNanos());
        return runs;
    }
}
