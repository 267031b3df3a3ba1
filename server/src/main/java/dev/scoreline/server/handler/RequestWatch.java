package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.server.metrics.RequestMetrics.ScoreEnd;
import dev.scoreline.server.metrics.ServerMetrics;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Watches each request from its headers to the last byte of its answer, for the metrics and the log. Stands first. Called on
 * event-loop threads.
 */
public final class RequestWatch implements Handler<RoutingContext> {

    private static final ContextKey<String> PATH = new ContextKey<>("watchedPath");

    private final ServerMetrics metrics;

    public RequestWatch(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    /** A station that tells requests to a path that scores nothing from those to paths that there are not. */
    public static Handler<RoutingContext> path(String path) {
        return context -> {
            PATH.put(context, path);
            context.next();
        };
    }

    @Override
    public void handle(RoutingContext context) {
        long started = System.nanoTime();
        context.addEndHandler(end -> ended(context, System.nanoTime() - started));
        context.next();
    }

    private void ended(RoutingContext context, long nanos) {
        Optional<LoadedModel> model = ModelChoice.find(context);
        Optional<ErrorCode> failure = failure(context);
        if (model.isPresent() || isScorePath(context.request().path())) {
            scoreEnded(context, model.map(LoadedModel::source), failure, nanos);
        } else {
            metrics.requests()
                    .endedOther(
                            PATH.find(context).orElse("other"),
                            context.response().getStatusCode());
        }
        metrics.judged(Authentication.find(context).isPresent(), failure);
        RequestLog.tell(context, nanos);
    }

    private void scoreEnded(
            RoutingContext context, Optional<ModelSource> model, Optional<ErrorCode> failure, long nanos) {
        HttpServerResponse response = context.response();
        if (isClientGone(context)) {
            metrics.requests().cancelled(model);
        } else {
            metrics.requests()
                    .ended(new ScoreEnd(
                            model,
                            response.getStatusCode(),
                            failure,
                            nanos,
                            context.request().bytesRead(),
                            response.bytesWritten()));
        }
    }

    /** What was begun and then failed is cut off by us, and that is no leaving; but that somebody left cancels what was begun. */
    private static boolean isClientGone(RoutingContext context) {
        boolean isCutOff = context.response().closed() && !context.response().ended();
        return isCutOff && (context.failure() == null || context.failure() instanceof CancellationException);
    }

    /** Asked only of requests that came no further than the path. */
    private static boolean isScorePath(String path) {
        return path.equals("/score") || (path.startsWith("/models/") && path.endsWith("/score"));
    }

    private static Optional<ErrorCode> failure(RoutingContext context) {
        return context.failure() instanceof InferenceException failure
                ? Optional.of(failure.code())
                : Optional.ofNullable(context.failure()).map(unknown -> ErrorCode.INTERNAL);
    }
}
