package dev.scoreline.server.metrics;

import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.Admission;

/**
 * The entry script as the metrics see it: like a model, with a version that no model has. Thread-safe.
 *
 * @param source by which the script's phases are told
 * @param admission who may run it
 */
public record WatchedScript(ModelSource source, Admission admission) {}
