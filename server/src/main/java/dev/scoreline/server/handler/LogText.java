package dev.scoreline.server.handler;

import dev.scoreline.scoring.codec.Excerpt;
import io.vertx.ext.web.RoutingContext;

/** What a request brings, made fit for a log line. Stateless; thread-safe. */
final class LogText {

    /** Under which name the ids of a request stand in the log's context while its script runs. */
    static final String IDS = "ids";

    private static final int MAX_CHARS = 200;

    private LogText() {}

    static String of(String text) {
        return Excerpt.of(text, MAX_CHARS);
    }

    /** The request's id, and its trace where it has one. */
    static String ids(RoutingContext context) {
        String id = "id=" + of(RequestId.of(context));
        return Trace.parentOf(context)
                .map(parent -> id + " traceparent=" + parent)
                .orElse(id);
    }
}
