package dev.scoreline.server.handler;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Says in each answer which server gave it. Called on event-loop threads. */
public final class ServerVersion implements Handler<RoutingContext> {

    private static final CharSequence HEADER = HttpHeaders.createOptimized("x-ms-server-version");

    private final CharSequence value;

    /** @param value such as {@code scoreline/1.0} */
    public ServerVersion(String value) {
        this.value = HttpHeaders.createOptimized(value);
    }

    @Override
    public void handle(RoutingContext context) {
        context.response().putHeader(HEADER, value);
        context.next();
    }
}
