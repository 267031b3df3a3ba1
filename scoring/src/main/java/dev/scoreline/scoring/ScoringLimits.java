package dev.scoreline.scoring;

import dev.scoreline.scoring.codec.JsonLimits;
import java.time.Duration;

/**
 * How much one model takes on. Immutable; thread-safe.
 *
 * @param json what one body may hold
 * @param maxConcurrentRequests how many requests are worked on at once, those in the worker pool's queue among them
 * @param maxWaitingRequests how many more may wait for a place; further ones are refused
 * @param inlineBudget the longest that a request may be expected to keep the calling thread busy; zero sends all to workers
 * @param maxInlineBodyBytes bodies longer than this are read by a worker. Default 32 KiB, read in about 100 microseconds.
 */
public record ScoringLimits(
        JsonLimits json,
        int maxConcurrentRequests,
        int maxWaitingRequests,
        Duration inlineBudget,
        int maxInlineBodyBytes) {

    public static final ScoringLimits DEFAULT =
            new ScoringLimits(JsonLimits.DEFAULT, 16, 256, Duration.ofNanos(200_000), 32 * 1024);

    public ScoringLimits {
        if (maxConcurrentRequests < 1) {
            throw new IllegalArgumentException(
                    "maxConcurrentRequests must be at least 1 but is " + maxConcurrentRequests);
        }
        if (maxWaitingRequests < 0) {
            throw new IllegalArgumentException("maxWaitingRequests must be at least 0 but is " + maxWaitingRequests);
        }
        if (inlineBudget.isNegative()) {
            throw new IllegalArgumentException("inlineBudget must not be negative but is " + inlineBudget);
        }
        if (maxInlineBodyBytes < 0) {
            throw new IllegalArgumentException("maxInlineBodyBytes must be at least 0 but is " + maxInlineBodyBytes);
        }
    }
}
