package dev.scoreline.server.handler;

import io.vertx.core.http.HttpServerRequest;

/** The body of a request that is refused without it. Stateless; thread-safe. */
final class UnwantedBody {

    private UnwantedBody() {}

    /**
     * Throws away what still comes, so that the client gets to read the answer; one that sends more than twice the limit is
     * cut off.
     */
    static void discard(HttpServerRequest request, int maxBytes) {
        if (request.isEnded()) {
            return;
        }
        long[] discarded = {0};
        // With the handlers that were there goes what they have kept of it.
        request.endHandler(end -> {});
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > 2L * maxBytes) {
                request.connection().close();
            }
        });
    }
}
