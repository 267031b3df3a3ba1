package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every failure ends: the only map from codes to statuses. A client's fault is told to the client; the model's and
 * ours are logged under the request's id and told in one sentence. Called on event-loop threads.
 */
public final class Failures implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        InferenceException failure = failureOf(context);
        if (failure.code().fault() == ErrorCode.Fault.CAPACITY) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        answer(context, status(failure.code()), failure.getMessage());
    }

    /** Answers what no route answers. */
    public Handler<RoutingContext> notFound() {
        return context -> answer(
                context,
                404,
                "there is nothing at " + context.normalizedPath()
                        + "; try POST /score, GET /models or GET /swagger.json");
    }

    /** Answers a path that exists, asked with a method that it does not take; {@code allowed} are those that it takes. */
    public Handler<RoutingContext> methodNotAllowed(String allowed) {
        return context -> {
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
            String asked = context.request().method().name();
            answer(context, 405, context.normalizedPath() + " takes " + allowed + " but got " + asked);
        };
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_INPUT -> 400;
            case MODEL_NOT_FOUND -> 404;
            case INPUT_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case OVERLOADED -> 429;
            case SHUTTING_DOWN -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case NO_MODEL,
                    INVALID_MODEL,
                    UNSUPPORTED_MODEL,
                    MODEL_FAILED,
                    INVALID_SCRIPT,
                    SCRIPT_FAILED,
                    SCRIPT_TIMEOUT,
                    INTERNAL -> 500;
        };
    }

    private static InferenceException failureOf(RoutingContext context) {
        if (context.failure() instanceof InferenceException failure) {
            return switch (failure.code().fault()) {
                case CLIENT, CAPACITY -> failure;
                case MODEL, INTERNAL -> logged(context, failure, failure.code());
            };
        }
        return logged(context, context.failure(), ErrorCode.INTERNAL);
    }

    private static InferenceException logged(RoutingContext context, Throwable failure, ErrorCode code) {
        String id = RequestId.of(context);
        LOG.error("request {} to {} failed with {}", id, context.normalizedPath(), code, failure);
        if (code == ErrorCode.SCRIPT_FAILED || code == ErrorCode.SCRIPT_TIMEOUT) {
            // Azure ML's words, which clients compare.
            return new InferenceException(code, String.valueOf(failure.getMessage()), failure);
        }
        String whose = code == ErrorCode.INTERNAL ? "the server" : "the model";
        return new InferenceException(code, whose + " failed on this request; the log says why under the id " + id);
    }

    private static void answer(RoutingContext context, int status, String message) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(JsonObject.of("message", message).toBuffer());
    }
}
