package dev.scoreline.batch;

import dev.scoreline.batch.input.MiniBatch;
import dev.scoreline.batch.input.MiniBatchReader;
import dev.scoreline.batch.input.Position;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.batch.output.WrittenBatch;

/** What a run does with mini-batches. Thread-safe but for the reader. */
interface BatchScoring extends AutoCloseable {

    /** All that decides the answers besides the inputs: digests and settings, for the checkpoint. */
    String identity();

    /** How the output holds what {@link #score} makes. */
    OutputFormat outputFormat();

    /** How many mini-batches are worth to be scored at once. */
    int concurrency();

    /** Reads the inputs from a place on. */
    MiniBatchReader reader(Position start, long number);

    /**
     * Scores a mini-batch, again if it fails, and makes the lines of it. Blocks. Never fails for what is in it: that is told in
     * the lines for the error file.
     *
     * @throws InterruptedException if the run is stopped
     */
    WrittenBatch score(MiniBatch batch) throws InterruptedException;

    @Override
    void close();
}
