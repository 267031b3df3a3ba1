package dev.scoreline.server.handler;

import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Execution;
import dev.scoreline.scoring.ScoringListener;

/**
 * Tells where the time of runs of the entry script went. Reading a body into what {@code run} takes is part of the run.
 * Thread-safe.
 */
public record ScriptPhases(ScoringListener listener, ModelSource script) {

    void started(long queueNanos) {
        listener.started(script, Execution.Place.WORKER, queueNanos);
    }

    /** It returned or failed; there are no rows that anybody could count. */
    void ran(long nanos) {
        listener.executed(script, Execution.Place.WORKER, 0, nanos);
    }

    void encoded(int bytes, long nanos) {
        listener.encoded(script, bytes, nanos);
    }
}
