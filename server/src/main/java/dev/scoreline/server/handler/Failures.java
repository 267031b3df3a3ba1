package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.PythonJson;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every failure ends: the only map from codes to statuses. A client's fault is told to the client; the model's and
 * ours are logged under the request's id and told in one sentence. Called on event-loop threads.
 */
public final class Failures implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Compatibility compatibility;

    public Failures(Compatibility compatibility) {
        this.compatibility = compatibility;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        InferenceException failure = failureOf(context);
        if (response.headWritten()) {
            // Half an answer must not look whole.
            response.reset();
            return;
        }
        if (failure.code() == ErrorCode.OVERLOADED || failure.code() == ErrorCode.SHUTTING_DOWN) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        refusal(context, failure).onSuccess(refusal -> answer(context, refusal)).onFailure(e -> {
            LOG.error("a failure could not be told", e);
            answer(context, new Refusal(500, AzureRefusals.SERVER_FAILED, false));
        });
    }

    private Future<Refusal> refusal(RoutingContext context, InferenceException failure) {
        return switch (compatibility) {
            case DEFAULT ->
                Future.succeededFuture(new Refusal(
                        status(failure.code()),
                        failure.getMessage(),
                        failure.code().fault() == ErrorCode.Fault.MODEL));
            case STRICT -> AzureRefusals.of(context, failure);
        };
    }

    /** Answers what no route answers. */
    public Handler<RoutingContext> notFound() {
        return context -> refuse(
                context,
                404,
                switch (compatibility) {
                    case DEFAULT ->
                        "there is nothing at " + context.normalizedPath()
                                + "; try POST /score, GET /models or GET /swagger.json";
                    case STRICT -> AzureRefusals.NOT_FOUND;
                });
    }

    /** Answers a request whose path or query the router cannot decode. */
    public Handler<RoutingContext> badRequest() {
        return context -> refuse(
                context,
                400,
                "the path or the query cannot be decoded: expected UTF-8, and two hexadecimal digits after each"
                        + " percent sign");
    }

    /** Answers a path that exists, asked with a method that it does not take; {@code allowed} are those that it takes. */
    public Handler<RoutingContext> methodNotAllowed(String allowed) {
        return switch (compatibility) {
            case DEFAULT ->
                context -> {
                    context.response().putHeader(HttpHeaders.ALLOW, allowed);
                    String asked = context.request().method().name();
                    refuse(context, 405, context.normalizedPath() + " takes " + allowed + " but got " + asked);
                };
            case STRICT -> context -> refuse(context, 405, AzureRefusals.ROUTER_METHOD);
        };
    }

    /** Answers HEAD where GET scores, as Azure ML's server does. */
    public Handler<RoutingContext> headNotAllowed() {
        return context -> refuse(context, 405, AzureRefusals.HEAD_METHOD);
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_INPUT -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case MODEL_NOT_FOUND, DOCUMENT_NOT_FOUND -> 404;
            case INPUT_TOO_LARGE -> 413;
            case URI_TOO_LONG -> 414;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case OVERLOADED -> 429;
            case HEADER_TOO_LONG -> 431;
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
        LogText.identified(LOG.atError(), context)
                .addKeyValue("path", context.normalizedPath())
                .addKeyValue("code", code)
                .setCause(failure)
                .log("{} failed with {} {}", context.normalizedPath(), code, LogText.ids(context));
        if (code == ErrorCode.SCRIPT_FAILED || code == ErrorCode.SCRIPT_TIMEOUT) {
            // Azure ML's words, which clients compare.
            return new InferenceException(code, String.valueOf(failure.getMessage()), failure);
        }
        String whose = code == ErrorCode.INTERNAL ? "the server" : "the model";
        return new InferenceException(
                code, whose + " failed on this request; the log says why under the id " + RequestId.of(context));
    }

    private void refuse(RoutingContext context, int status, String message) {
        answer(context, new Refusal(status, message, false));
    }

    /** As ONNX Runtime Server tells failures to its clients, whatever format they speak. */
    private static Buffer onnxError(Refusal refusal) {
        return Buffer.buffer("{\"error_code\": " + refusal.status() + ", \"error_message\": "
                + Json.encode(refusal.message()) + "}\n");
    }

    private void answer(RoutingContext context, Refusal refusal) {
        HttpServerResponse response = context.response();
        response.setStatusCode(refusal.status());
        RunOutcome.failed(response, refusal.isRunFailed());
        Buffer body = MediaTypes.isProtobuf(context)
                ? onnxError(refusal)
                : JsonObject.of("message", refusal.message()).toBuffer();
        if (compatibility.isStrict()) {
            response.setStatusMessage(response.getStatusMessage().toUpperCase(Locale.ROOT));
            body = Buffer.buffer(PythonJson.of(ByteBuffer.wrap(body.getBytes())));
        }
        Document.send(response, "application/json", body);
    }
}
