package dev.scoreline.scoring;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.time.Duration;

/**
 * When a request has to be answered. Immutable; thread-safe.
 *
 * @param atNanos the moment, of {@link System#nanoTime()}
 * @param allowed how long after the request's arrival that is
 */
public record Deadline(long atNanos, Duration allowed) {

    /** Longer than any server runs, and short enough for {@link System#nanoTime()} to be added. */
    private static final Duration LONGEST = Duration.ofDays(365 * 100L);

    /** That long from now. */
    public static Deadline in(Duration allowed) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
    }

    /** For work that may take as long as it takes. */
    public static Deadline none() {
        return in(LONGEST);
    }

    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** How long there is still time; negative if there is none any more. */
    public long remainingNanos() {
        return atNanos - System.nanoTime();
    }

    /** What a request is told that was not answered in time, in the words of Azure ML's inference server. */
    public InferenceException exceeded() {
        return new InferenceException(
                ErrorCode.DEADLINE_EXCEEDED, "Scoring timeout after " + allowed.toMillis() + " ms");
    }
}
