package dev.scoreline.batch.output;

import dev.scoreline.batch.input.Position;

/**
 * What is known to be safe on the disk after a mini-batch. Immutable; thread-safe.
 *
 * @param next where the next mini-batch begins
 * @param outputBytes how long the output is
 * @param errorBytes how long the error file is
 * @param counts of all mini-batches so far
 * @param isComplete whether the inputs are at their end, so that only the publishing is left
 */
public record CheckpointLine(Position next, long outputBytes, long errorBytes, Counts counts, boolean isComplete) {

    static final CheckpointLine START = new CheckpointLine(Position.START, 0, 0, Counts.NONE, false);

    /** Nine whole numbers. */
    String text() {
        return (isComplete ? "complete" : "batch") + " " + next.file() + " " + next.row() + " " + outputBytes + " "
                + errorBytes + " " + counts.miniBatches() + " " + counts.succeeded() + " " + counts.failed();
    }

    /** @throws IllegalArgumentException if it is no such line */
    static CheckpointLine of(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 8 || !(parts[0].equals("batch") || parts[0].equals("complete"))) {
            throw new IllegalArgumentException("expected eight words but got " + parts.length);
        }
        long[] numbers = new long[8];
        for (int i = 1; i < 8; i++) {
            numbers[i] = Long.parseLong(parts[i]);
            if (numbers[i] < 0) {
                throw new IllegalArgumentException("expected no negative number but got " + parts[i]);
            }
        }
        return new CheckpointLine(
                new Position(Math.toIntExact(numbers[1]), numbers[2]),
                numbers[3],
                numbers[4],
                new Counts(numbers[5], numbers[6], numbers[7]),
                parts[0].equals("complete"));
    }
}
