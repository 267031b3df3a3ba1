package dev.scoreline.server.handler;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Azure ML's headers about the run of the model: whether it failed, and how long it took. Stateless; thread-safe. */
public final class RunOutcome {

    private static final CharSequence FAILED = HttpHeaders.createOptimized("x-ms-run-function-failed");
    private static final CharSequence MILLIS = HttpHeaders.createOptimized("x-ms-run-fn-exec-ms");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("True");
    private static final CharSequence FALSE = HttpHeaders.createOptimized("False");

    private RunOutcome() {}

    /** A station that says that nothing has failed; a later failure says otherwise. */
    public static Handler<RoutingContext> notFailed() {
        return context -> {
            failed(context.response(), false);
            context.next();
        };
    }

    static void failed(HttpServerResponse response, boolean isFailed) {
        response.putHeader(FAILED, isFailed ? TRUE : FALSE);
    }

    static void took(HttpServerResponse response, Duration execution) {
        response.putHeader(MILLIS, millis(execution));
    }

    /** Milliseconds with exactly three decimals. */
    static String millis(Duration execution) {
        long micros = (execution.toNanos() + 500) / 1000;
        String thousandths = String.valueOf(1000 + micros % 1000).substring(1);
        return micros / 1000 + "." + thousandths;
    }
}
