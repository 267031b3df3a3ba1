package dev.scoreline.scoring;

/**
 * Where the time of one scored request went, in nanoseconds. Immutable; thread-safe.
 *
 * @param queueNanos in the line for a place and in the workers' queue; 0 for what is scored at once
 * @param decodeNanos from the body to rows
 * @param computeNanos in the model
 * @param encodeNanos from the model's values to the answer's bytes
 */
public record Phases(long queueNanos, long decodeNanos, long computeNanos, long encodeNanos) {

    Phases encodedIn(long nanos) {
        return new Phases(queueNanos, decodeNanos, computeNanos, nanos);
    }
}
