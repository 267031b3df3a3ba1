package dev.scoreline.scoring;

/**
 * What the scorers of all models share. Immutable; thread-safe.
 *
 * @param limits what each model takes on
 * @param workers runs what is too long for the calling thread; owned by who made it, and closed before the models are. Its
 *     queue should hold the concurrent requests of all models, or it refuses what they let in
 * @param capacity what all models together take on
 */
public record Scoring(ScoringLimits limits, WorkerPool workers, ScoringListener listener, Capacity capacity) {

    /** Without a bound for all models together. */
    public Scoring(ScoringLimits limits, WorkerPool workers, ScoringListener listener) {
        this(limits, workers, listener, new Capacity(Integer.MAX_VALUE));
    }
}
