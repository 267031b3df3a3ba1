package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * Refuses requests whose line or whose headers are longer than Azure ML's server takes, before anything is done for them.
 * Called on event-loop threads.
 */
public final class HeaderLimits implements Handler<RoutingContext> {

    /** gunicorn's limits: of the request line and of one header in bytes, and of the number of headers. */
    private static final int MAX_LINE_BYTES = 4094;

    private static final int MAX_HEADER_BYTES = 8190;
    private static final int MAX_HEADERS = 100;

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        // Between the method and the path, and the path and HTTP/1.1, stands a space.
        if (request.method().name().length() + request.uri().length() + 10 > MAX_LINE_BYTES) {
            throw new InferenceException(
                    ErrorCode.URI_TOO_LONG,
                    "expected a request line of at most " + MAX_LINE_BYTES
                            + " bytes; send more values as the body of a POST");
        }
        int count = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            count++;
            if (header.getKey().length() + header.getValue().length() + 2 > MAX_HEADER_BYTES) {
                throw tooLong("expected a header of at most " + MAX_HEADER_BYTES + " bytes");
            }
        }
        if (count > MAX_HEADERS) {
            throw tooLong("expected at most " + MAX_HEADERS + " headers but got " + count);
        }
        context.next();
    }

    private static InferenceException tooLong(String message) {
        return new InferenceException(ErrorCode.HEADER_TOO_LONG, message);
    }
}
