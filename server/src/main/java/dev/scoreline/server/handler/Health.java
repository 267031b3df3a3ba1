package dev.scoreline.server.handler;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers probes. Alive as long as it answers; ready from the moment it is told so until it is told to stop.
 *
 * <p>Thread-safe.
 */
public final class Health {

    private final AtomicBoolean isReady = new AtomicBoolean();

    public void ready() {
        isReady.set(true);
    }

    public void stopping() {
        isReady.set(false);
    }

    /** The word that Azure ML's probes look for. */
    public Handler<RoutingContext> healthy() {
        return context -> answer(context, 200, "Healthy");
    }

    public Handler<RoutingContext> live() {
        return context -> answer(context, 200, "Alive");
    }

    public Handler<RoutingContext> readiness() {
        return context -> {
            if (isReady.get()) {
                answer(context, 200, "Ready");
            } else {
                answer(context, 503, "Not ready: starting or stopping");
            }
        };
    }

    private static void answer(RoutingContext context, int status, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(text);
    }
}
