package dev.scoreline.server.http;

import dev.scoreline.scoring.Models;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.metrics.ServerMetrics;
import java.util.Optional;

/**
 * What is served, and to whom. Thread-safe.
 *
 * @param entry answers /score instead of a model
 * @param access who gets in
 * @param metrics told of each request, and shown
 */
public record Service(Models models, Optional<EntryScore> entry, Access access, ServerMetrics metrics) {}
