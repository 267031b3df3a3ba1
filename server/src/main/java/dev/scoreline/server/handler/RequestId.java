package dev.scoreline.server.handler;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives each request an id, its own if it brings one, and echoes it. Called on event-loop threads. */
public final class RequestId implements Handler<RoutingContext> {

    /** Longest id that is taken over, in characters: Azure ML's bound. A longer one is replaced by one of ours. */
    private static final int MAX_CHARS = 100;

    private static final CharSequence HEADER = HttpHeaders.createOptimized("x-request-id");
    private static final ContextKey<String> KEY = new ContextKey<>("requestId");

    @Override
    public void handle(RoutingContext context) {
        String id = idOf(context.request().getHeader(HEADER));
        KEY.put(context, id);
        context.response().putHeader(HEADER, id);
        context.next();
    }

    private static String idOf(@Nullable String given) {
        if (given == null || given.isEmpty() || given.length() > MAX_CHARS) {
            return UUID.randomUUID().toString();
        }
        return given;
    }

    /** The id of a request that has passed here. */
    static String of(RoutingContext context) {
        return KEY.get(context);
    }
}
