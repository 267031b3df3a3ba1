package dev.scoreline.batch.progress;

import dev.scoreline.batch.output.Counts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is, for whoever watches it. Thread-safe. */
public final class Progress {

    private final long started = System.nanoTime();
    private final LongAdder bytesRead = new LongAdder();
    private final AtomicLong bytesTotal = new AtomicLong();
    private final LongAdder retries = new LongAdder();
    private volatile Counts before = Counts.NONE;
    private volatile Counts counts = Counts.NONE;
    private final Durations miniBatches = new Durations();

    /**
     * A moment of a run.
     *
     * @param counts of the whole run, what was done before it was continued among it
     * @param itemsPerSecond since it was started or continued
     * @param bytesRead of the inputs, since it was started or continued
     * @param bytesTotal of all inputs
     */
    public record Snapshot(
            Counts counts, Duration elapsed, double itemsPerSecond, long bytesRead, long bytesTotal, long retries) {

        /** The share of the inputs that was read, from 0 to 1. */
        public double share() {
            return bytesTotal == 0 ? 0 : Math.min(1, (double) bytesRead / bytesTotal);
        }

        /** How long it will still take if it goes on like this; zero while nobody can say. */
        public Duration left() {
            double share = share();
            return share <= 0 ? Duration.ZERO : Duration.ofMillis((long) (elapsed.toMillis() * (1 - share) / share));
        }
    }

    /** A run begins or goes on. */
    public void begin(Counts already, long totalBytes) {
        before = already;
        counts = already;
        bytesTotal.set(totalBytes);
    }

    /** Counts the bytes that are read. */
    public LongAdder bytesRead() {
        return bytesRead;
    }

    /** A mini-batch is scored. */
    public void scored(String name, Duration took) {
        miniBatches.add(took, name);
    }

    /** A mini-batch is tried again. */
    public void retried() {
        retries.increment();
    }

    /** A mini-batch is safe on the disk. */
    public void written(Counts all) {
        counts = all;
    }

    public Durations miniBatches() {
        return miniBatches;
    }

    public Snapshot snapshot() {
        Counts now = counts;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        double seconds = Math.max(1e-9, elapsed.toNanos() / 1e9);
        double rate = (now.items() - before.items()) / seconds;
        return new Snapshot(now, elapsed, rate, bytesRead.sum(), bytesTotal.get(), retries.sum());
    }
}
