package dev.scoreline.server.handler;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request, at debug: {@code POST /score 200 0.412ms 18 id=… traceparent=…}, the first five as Azure ML's server
 * writes them: {@code N/A} is the length of what was streamed. Called on event-loop threads.
 */
public final class RequestLog implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    @Override
    public void handle(RoutingContext context) {
        if (LOG.isDebugEnabled()) {
            long started = System.nanoTime();
            context.addEndHandler(end -> LOG.debug(
                    "{} {} {} {}ms {} {}",
                    context.request().method(),
                    LogText.of(context.request().uri()),
                    context.response().getStatusCode(),
                    RunOutcome.millis(Duration.ofNanos(System.nanoTime() - started)),
                    length(context.response()),
                    LogText.ids(context)));
        }
        context.next();
    }

    private static String length(HttpServerResponse response) {
        return response.isChunked() ? "N/A" : String.valueOf(response.bytesWritten());
    }
}
