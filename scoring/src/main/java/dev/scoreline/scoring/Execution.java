package dev.scoreline.scoring;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decides where a request's rows are scored. A model that needs microseconds is run on the calling thread, since handing
 * over to another thread costs more than the work; any other goes to a worker, so that an event loop is never held up. What
 * a model needs is what it was seen to need: the estimate follows the slowest runs at once and comes down slowly, since
 * one run too many on a worker costs little and one too long on an event loop delays every connection of it.
 *
 * <p>Thread-safe.
 */
public final class Execution {

    /** Where a request runs. */
    public enum Place {
        INLINE,
        WORKER
    }

    /**
     * The share of the way towards a faster run that the estimate goes each time: 64 fast runs
     * bring it down to about a third.
     */
    private static final double DECAY = 1.0 / 64;

    private static final double UNKNOWN = -1;

    private final long budgetNanos;
    private final AtomicLong nanosPerRow = new AtomicLong(Double.doubleToRawLongBits(UNKNOWN));
    private final LongAdder inline = new LongAdder();
    private final LongAdder worker = new LongAdder();

    public Execution(Duration inlineBudget) {
        this.budgetNanos = inlineBudget.toNanos();
    }

    /** Where this many rows should run; counted by {@link #decisions}. */
    public Place choose(int rows) {
        double estimate = nanosPerRow();
        boolean fits = estimate != UNKNOWN && estimate * Math.max(1, rows) < budgetNanos;
        (fits ? inline : worker).increment();
        return fits ? Place.INLINE : Place.WORKER;
    }

    /** Counts a request that goes to a worker for another reason: a long body, or a wait for a permit. */
    public void countWorker() {
        worker.increment();
    }

    /** Learns from a run that is over. */
    public void learn(int rows, long nanos) {
        double seen = (double) nanos / Math.max(1, rows);
        long before;
        long after;
        do {
            before = nanosPerRow.get();
            double estimate = Double.longBitsToDouble(before);
            double next = seen >= estimate ? seen : estimate + (seen - estimate) * DECAY;
            after = Double.doubleToRawLongBits(next);
        } while (!nanosPerRow.compareAndSet(before, after));
    }

    /** How often a place was chosen. */
    public long decisions(Place place) {
        return switch (place) {
            case INLINE -> inline.sum();
            case WORKER -> worker.sum();
        };
    }

    /** The present estimate; negative before the first run. */
    public double nanosPerRow() {
        return Double.longBitsToDouble(nanosPerRow.get());
    }
}
