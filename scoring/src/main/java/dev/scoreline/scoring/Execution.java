package dev.scoreline.scoring;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Decides where a request's rows are scored. What needs microseconds is run on the calling thread, since handing over to
 * another thread costs more than the work; anything else goes to a worker, so that an event loop is never held up.
 *
 * <p>The evidence is what earlier requests with about as many rows took, because the time for a row means little: every run has
 * a constant part too. Row counts fall into classes, 1, 2 to 3, 4 to 7 and so on, and of each class the last 63 runs are
 * remembered as over or within the budget, one bit each. Requests of a class run inline if its last run was within the budget
 * and at most one of those remembered was not. So one pause of the garbage collector costs one hand-over, while a model that is
 * slow, or slow now and then, is run on workers until 62 of 63 runs in a row have shown that it no longer is. A class without a
 * run of its own is judged by the next larger class that has one, and goes to a worker if there is none.
 *
 * <p>Thread-safe.
 */
public final class Execution {

    /** Where a request runs. */
    public enum Place {
        INLINE,
        WORKER
    }

    /** One class for each bit of a row count. */
    private static final int CLASSES = Integer.SIZE - 1;

    /** No run yet. Negative, which no history is, since it has 63 bits. */
    private static final long UNKNOWN = -1;

    private final long budgetNanos;

    /** By class, the last runs: the newest in the lowest bit, 1 for one that was over the budget. */
    private final AtomicLong[] histories =
            Stream.generate(() -> new AtomicLong(UNKNOWN)).limit(CLASSES).toArray(AtomicLong[]::new);

    private final LongAdder inline = new LongAdder();
    private final LongAdder worker = new LongAdder();

    public Execution(Duration inlineBudget) {
        this.budgetNanos = inlineBudget.toNanos();
    }

    /** Where this many rows should run. */
    public Place choose(int rows) {
        for (int i = classOf(rows); i < CLASSES; i++) {
            long history = histories[i].get();
            if (history != UNKNOWN) {
                return isFast(history) ? Place.INLINE : Place.WORKER;
            }
        }
        return Place.WORKER;
    }

    private static boolean isFast(long history) {
        return (history & 1) == 0 && Long.bitCount(history) <= 1;
    }

    /** Counts a request that was run there: also one that went to a worker since its body is long or it had to wait. */
    void count(Place place) {
        (place == Place.INLINE ? inline : worker).increment();
    }

    /** Learns from a run that is over, and that kept its thread busy for that long. */
    public void learn(int rows, long nanos) {
        int rowClass = classOf(rows);
        // Judged as if it had had the most rows of its class: what is within the budget then is so for all of them.
        double most = (double) nanos * ((2L << rowClass) - 1) / Math.max(1, rows);
        long over = most < budgetNanos ? 0 : 1;
        AtomicLong history = histories[rowClass];
        // A history of fast runs does not change by another one: nothing to write, nothing for other threads to fetch.
        if (history.get() != over || over == 1) {
            history.updateAndGet(before -> before == UNKNOWN ? over : ((before << 1) | over) & Long.MAX_VALUE);
        }
    }

    private static int classOf(int rows) {
        return CLASSES - Integer.numberOfLeadingZeros(Math.max(1, rows));
    }

    /** How many requests were run there. */
    public long decisions(Place place) {
        return switch (place) {
            case INLINE -> inline.sum();
            case WORKER -> worker.sum();
        };
    }
}
