package dev.scoreline.scoring;

/**
 * What the scorers of all models share.
 *
 * @param limits what each model takes on
 * @param workers runs what is too long for the calling thread; owned by who made it
 */
public record Scoring(ScoringLimits limits, WorkerPool workers, ScoringListener listener) {}
