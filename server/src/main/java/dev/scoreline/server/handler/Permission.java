package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.server.auth.Identity;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets those pass who may score the chosen model, before their body is read. An entry script reaches every model, so that it
 * takes the right to score them all. Called on event-loop threads.
 */
public final class Permission implements Handler<RoutingContext> {

    private final int maxBodyBytes;
    private final boolean ofEveryModel;

    private Permission(int maxBodyBytes, boolean ofEveryModel) {
        this.maxBodyBytes = maxBodyBytes;
        this.ofEveryModel = ofEveryModel;
    }

    /** To score the chosen model; {@code maxBodyBytes} is how much of a body is thrown away before the connection is cut. */
    public static Permission ofModel(int maxBodyBytes) {
        return new Permission(maxBodyBytes, false);
    }

    /** To score every model. */
    public static Permission ofEveryModel(int maxBodyBytes) {
        return new Permission(maxBodyBytes, true);
    }

    @Override
    public void handle(RoutingContext context) {
        Identity identity = Authentication.of(context);
        String model = ofEveryModel ? "" : ModelChoice.of(context).name();
        if (ofEveryModel ? identity.mayScoreEveryModel() : identity.mayScore(model)) {
            context.next();
            return;
        }
        Challenge.put(context, "insufficient_scope");
        UnwantedBody.discard(context.request(), maxBodyBytes);
        context.fail(new InferenceException(ErrorCode.FORBIDDEN, refusal(model)));
    }

    private String refusal(String model) {
        return ofEveryModel
                ? "the credential is valid but may not call the entry script; that takes the scope score"
                : "the credential is valid but may not score the model '" + model
                        + "'; that takes the scope score or score:" + model;
    }
}
