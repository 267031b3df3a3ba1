package dev.scoreline.server.handler;

import dev.scoreline.scoring.codec.Excerpt;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.spi.LoggingEventBuilder;

/** What a request brings, made fit for a log line. Stateless; thread-safe. */
final class LogText {

    /** Under which name the ids of a request stand in the log's context while its script runs. */
    static final String IDS = "ids";

    private static final int MAX_CHARS = 200;

    private LogText() {}

    static String of(String text) {
        return Excerpt.of(text, MAX_CHARS);
    }

    /** Gives a line the request's ids, for logs that keep them as fields. */
    static LoggingEventBuilder identified(LoggingEventBuilder line, RoutingContext context) {
        LoggingEventBuilder identified = line.addKeyValue("request_id", of(RequestId.of(context)));
        Optional<String> client = RequestId.ofClient(context);
        if (client.isPresent()) {
            identified = identified.addKeyValue("client_request_id", of(client.get()));
        }
        Optional<String> parent = Trace.parentOf(context);
        if (parent.isPresent()) {
            identified = identified
                    .addKeyValue("trace_id", parent.get().substring(3, 35))
                    .addKeyValue("span_id", parent.get().substring(36, 52));
        }
        return identified;
    }

    /** The request's id, and its trace where it has one. */
    static String ids(RoutingContext context) {
        String id = "id=" + of(RequestId.of(context));
        return Trace.parentOf(context)
                .map(parent -> id + " traceparent=" + parent)
                .orElse(id);
    }
}
