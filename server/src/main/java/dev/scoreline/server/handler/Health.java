package dev.scoreline.server.handler;

import dev.scoreline.scoring.config.Compatibility;
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

    private static final String PLAIN = "text/plain; charset=utf-8";

    private final AtomicBoolean isReady = new AtomicBoolean();

    public void ready() {
        isReady.set(true);
    }

    public void stopping() {
        isReady.set(false);
    }

    /** The word that Azure ML's probes look for. */
    public Handler<RoutingContext> healthy(Compatibility compatibility) {
        String type = switch (compatibility) {
            case DEFAULT -> PLAIN;
            case STRICT -> "text/html; charset=utf-8";
        };
        return context -> {
            // The length for HEAD, whose answer has no body to count.
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).putHeader(HttpHeaders.CONTENT_LENGTH, "7");
            context.end("Healthy");
        };
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
                .putHeader(HttpHeaders.CONTENT_TYPE, PLAIN)
                .end(text);
    }
}
