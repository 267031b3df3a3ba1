package dev.scoreline.server.handler;

import dev.scoreline.server.metrics.Exposition;
import dev.scoreline.server.metrics.ServerMetrics;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Shows the metrics, read on a worker. Called on event-loop threads. */
public final class MetricsDocument implements Handler<RoutingContext> {

    private final ServerMetrics metrics;

    public MetricsDocument(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext context) {
        String given = context.request().getHeader(HttpHeaders.ACCEPT);
        String accept = given == null ? "" : given;
        context.vertx()
                .executeBlocking(() -> metrics.scrape(accept), false)
                .onSuccess(exposition -> send(context, exposition))
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, Exposition exposition) {
        Document.send(context.response(), exposition.contentType(), Buffer.buffer(exposition.text()));
    }
}
