package dev.scoreline.server.handler;

import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Echoes what ties a request to a trace: Azure's {@code TraceId} as it came, and a valid W3C {@code traceparent}. Called on
 * event-loop threads.
 */
public final class Trace implements Handler<RoutingContext> {

    private static final CharSequence TRACE_ID = HttpHeaders.createOptimized("TraceId");
    private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

    /** W3C Trace Context: version, trace, parent, flags; no version ff, no id of zeros; later versions may go on. */
    private static final Pattern VALID = Pattern.compile("(?:00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
            + "|(?!00|ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-[!-~]{0,200})?)");

    private final Compatibility compatibility;

    public Trace(Compatibility compatibility) {
        this.compatibility = compatibility;
    }

    @Override
    public void handle(RoutingContext context) {
        String traceId = context.request().getHeader(TRACE_ID);
        if (traceId != null) {
            context.response().putHeader(TRACE_ID, traceId);
        }
        if (!compatibility.isStrict()) {
            parentOf(context).ifPresent(parent -> context.response().putHeader(TRACEPARENT, parent));
        }
        context.next();
    }

    /** The request's {@code traceparent} if it is one, fit for a log line. */
    static Optional<String> parentOf(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader(TRACEPARENT))
                .filter(parent -> VALID.matcher(parent).matches());
    }
}
