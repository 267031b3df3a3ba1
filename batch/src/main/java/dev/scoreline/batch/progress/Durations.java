package dev.scoreline.batch.progress;

import java.time.Duration;

/**
 * How long things took: counted in classes that are each five percent wider than the one before, so that the memory does not
 * grow with the run. Thread-safe.
 */
public final class Durations {

    private static final double STEP = Math.log(1.05);

    /** The last class begins at about 11 days. */
    private static final int CLASSES = 710;

    private final long[] counts = new long[CLASSES];
    private long count;
    private long maxNanos;
    private String slowest = "";

    /** Counts one; {@code name} is told if none takes longer. */
    public synchronized void add(Duration duration, String name) {
        long nanos = Math.max(1, duration.toNanos());
        counts[Math.min(CLASSES - 1, (int) (Math.log((double) nanos) / STEP))]++;
        count++;
        if (nanos > maxNanos) {
            maxNanos = nanos;
            slowest = name;
        }
    }

    /** The duration that this share of all stays within, to five percent; zero if there is none. */
    public synchronized Duration percentile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(Math.min(maxNanos, (long) Math.exp((i + 1) * STEP)));
            }
        }
        return Duration.ZERO;
    }

    public synchronized Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    /** What took longest; empty if there is nothing yet. */
    public synchronized String slowest() {
        return slowest;
    }
}
