package dev.scoreline.server.handler;

import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers OPTIONS, and so CORS's preflights, with nothing but headers. It stands before the keys and tokens, which no browser
 * sends with a preflight. Called on event-loop threads.
 */
public final class Options implements Handler<RoutingContext> {

    private final String allowed;
    private final Compatibility compatibility;

    /** @param allowed the methods that the path takes; empty to say nothing of them */
    public Options(String allowed, Compatibility compatibility) {
        this.allowed = allowed;
        this.compatibility = compatibility;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!allowed.isEmpty()) {
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
        }
        if (compatibility.isStrict()) {
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
        }
        context.end();
    }
}
