package dev.scoreline.server.handler;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The header {@code WWW-Authenticate} of an answer that refuses its sender (RFC 6750, section 3). Stateless; thread-safe. */
final class Challenge {

    private static final CharSequence HEADER = HttpHeaders.createOptimized("www-authenticate");
    private static final String BEARER = "Bearer realm=\"scoreline\"";

    private Challenge() {}

    /** {@code error} is a word of the RFC; empty for none. */
    static void put(RoutingContext context, String error) {
        context.response().putHeader(HEADER, error.isEmpty() ? BEARER : BEARER + ", error=\"" + error + "\"");
    }
}
