package dev.scoreline.batch;

import java.time.Duration;

/**
 * What happens to a mini-batch that fails. Immutable; thread-safe.
 *
 * @param maxRetries how often it is tried again
 * @param timeout how long one try may take
 */
public record RetrySettings(int maxRetries, Duration timeout) {

    /** Azure ML's defaults. */
    public static final RetrySettings DEFAULT = new RetrySettings(3, Duration.ofSeconds(30));

    public RetrySettings {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must be at least 0 but is " + maxRetries);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive but is " + timeout);
        }
    }
}
