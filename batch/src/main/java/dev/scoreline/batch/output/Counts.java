package dev.scoreline.batch.output;

/**
 * How far a run has come. An item is a row, or for entry code a file; a file that cannot be read counts as one failed item.
 * Immutable; thread-safe.
 *
 * @param miniBatches how many mini-batches are done
 * @param succeeded items with an answer
 * @param failed items without one
 */
public record Counts(long miniBatches, long succeeded, long failed) {

    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts plus(Counts more) {
        return new Counts(miniBatches + more.miniBatches, succeeded + more.succeeded, failed + more.failed);
    }

    /** All items, with an answer or without. */
    public long items() {
        return succeeded + failed;
    }
}
