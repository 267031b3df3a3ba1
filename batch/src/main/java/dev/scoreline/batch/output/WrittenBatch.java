package dev.scoreline.batch.output;

import dev.scoreline.batch.input.Position;

/**
 * A mini-batch as it goes into the files.
 *
 * @param next where the next mini-batch begins
 * @param header what has to stand before the first line; empty if there is nothing to write
 * @param output lines
 * @param errors lines for the error file
 */
public record WrittenBatch(Position next, byte[] header, byte[] output, byte[] errors, Counts counts) {}
