package dev.scoreline.scoring.codec;

/** A value is not of its column's type. Says nothing itself: the reader of the rows knows the place and tells it. */
final class Misfit extends Exception {

    Misfit() {
        super("", null, false, false);
    }
}
