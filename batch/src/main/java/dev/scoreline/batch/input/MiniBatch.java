package dev.scoreline.batch.input;

import java.util.List;

/** What is scored, retried and checkpointed together. */
public sealed interface MiniBatch {

    /** Counted from 0 over the whole run. */
    long number();

    /** Where the next one begins. */
    Position next();

    /** Rows of one file, for a model. */
    record OfRows(long number, Position next, String file, RowBlock rows) implements MiniBatch {}

    /** Whole files, for entry code. */
    record OfFiles(long number, Position next, List<InputFile> files) implements MiniBatch {}
}
