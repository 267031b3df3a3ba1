package dev.scoreline.scoring;

import dev.scoreline.model.ModelSource;

/**
 * Hears what happens to requests, for metrics and logs. Called on event-loop and worker threads; must be thread-safe, must
 * not block and must not throw. Durations are in nanoseconds.
 */
public interface ScoringListener {

    /** Hears nothing. */
    ScoringListener NOOP = new ScoringListener() {};

    /** A request got a place; {@code waitNanos} is 0 if it got one at once. */
    default void admitted(ModelSource model, long waitNanos) {}

    /** A request was sent away because all places were taken. */
    default void refused(ModelSource model) {}

    /** A request's deadline passed before its answer was ready; its run, if any, goes on to its end. */
    default void expired(ModelSource model) {}

    /** A request's sender had gone before its answer was ready; its run, if any, goes on to its end. */
    default void cancelled(ModelSource model) {}

    /** A body was read. */
    default void decoded(ModelSource model, int bytes, int rows, long nanos) {}

    /** The rows are about to be scored, after so long in the line for a place and in the workers' queue; 0 if neither. */
    default void started(ModelSource model, Execution.Place place, long queueNanos) {}

    /** The model scored {@code rows} rows, or failed on them. */
    default void executed(ModelSource model, Execution.Place place, int rows, long nanos) {}

    /** An answer was written. */
    default void encoded(ModelSource model, int bytes, long nanos) {}
}
