package dev.scoreline.batch.input;

/**
 * A place in the inputs, taken one after the other. Immutable; thread-safe.
 *
 * @param file the file's index, counted from 0
 * @param row the row in that file, counted from 0
 */
public record Position(int file, long row) {

    public static final Position START = new Position(0, 0);
}
