package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets those pass who may score the chosen model, before their body is read. Called on event-loop threads. */
public final class Permission implements Handler<RoutingContext> {

    private final int maxBodyBytes;

    /** {@code maxBodyBytes} is how much of a body is thrown away before the connection is cut. */
    public Permission(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public void handle(RoutingContext context) {
        String model = ModelChoice.of(context).name();
        if (Authentication.of(context).mayScore(model)) {
            context.next();
            return;
        }
        Challenge.put(context, "insufficient_scope");
        UnwantedBody.discard(context.request(), maxBodyBytes);
        context.fail(new InferenceException(
                ErrorCode.FORBIDDEN,
                "the credential is valid but may not score the model '" + model
                        + "'; that takes the scope score or score:" + model));
    }
}
