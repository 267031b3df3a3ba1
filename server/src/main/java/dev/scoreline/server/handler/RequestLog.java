package dev.scoreline.server.handler;

import dev.scoreline.scoring.LoadedModel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line a request, at debug: {@code POST /score 200 0.412ms 18 id=… traceparent=…}, the first five as Azure ML's server
 * writes them: {@code N/A} is the length of what was streamed. Called on event-loop threads.
 */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    static void tell(RoutingContext context, long nanos) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        String path = LogText.of(request.uri());
        LoggingEventBuilder line = LogText.identified(LOG.atDebug(), context)
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", path)
                .addKeyValue("status", response.getStatusCode())
                .addKeyValue("duration_ms", nanos / 1e6)
                .addKeyValue("response_bytes", response.bytesWritten());
        Optional<LoadedModel> model = ModelChoice.find(context);
        if (model.isPresent()) {
            line = line.addKeyValue("model", model.get().name())
                    .addKeyValue("version", model.get().version());
        }
        line.log(
                "{} {} {} {}ms {} {}",
                request.method(),
                path,
                response.getStatusCode(),
                RunOutcome.millis(Duration.ofNanos(nanos)),
                response.isChunked() ? "N/A" : response.bytesWritten(),
                LogText.ids(context));
    }
}
