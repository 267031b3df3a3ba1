package dev.scoreline.server.handler;

import dev.scoreline.scoring.ScoreAnswer;
import dev.scoreline.scoring.codec.PythonJson;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Hands the body to the model's scorer and sends what comes back. The scorer decides whether the work is done right here or
 * on a worker; a client that leaves cancels it. Called on event-loop threads.
 */
public final class Score implements Handler<RoutingContext> {

    private final Compatibility compatibility;
    private final boolean serverTiming;

    /** @param serverTiming whether answers say where their time went */
    public Score(Compatibility compatibility, boolean serverTiming) {
        this.compatibility = compatibility;
        this.serverTiming = serverTiming;
    }

    @Override
    public void handle(RoutingContext context) {
        RequestBody.Collected body = RequestBody.of(context);
        Negotiation.Exchange exchange = MediaTypes.exchange(context, body);
        CompletableFuture<ScoreAnswer> answer = ModelChoice.of(context)
                .scorer()
                .score(body.bytes(), 0, body.length(), exchange.formats(), RequestDeadline.of(context));
        if (!answer.isDone()) {
            // Not the response's closeHandler: there is but one, and others want to know of the end too.
            context.addEndHandler(end -> answer.cancel(false));
        }
        Context eventLoop = context.vertx().getOrCreateContext();
        Future.fromCompletionStage(answer, eventLoop)
                .onSuccess(scored -> send(context, scored, exchange))
                .onFailure(context::fail);
    }

    private void send(RoutingContext context, ScoreAnswer answer, Negotiation.Exchange exchange) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        RunOutcome.took(response, Duration.ofNanos(answer.phases().computeNanos()));
        if (serverTiming) {
            ServerTiming.put(response, answer.phases());
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, exchange.contentType()).end(body(answer.body()));
    }

    private Buffer body(ByteBuffer json) {
        return switch (compatibility) {
            case DEFAULT ->
                Buffer.buffer(json.remaining())
                        .appendBytes(json.array(), json.arrayOffset() + json.position(), json.remaining());
            case STRICT -> Buffer.buffer(PythonJson.of(json));
        };
    }
}
