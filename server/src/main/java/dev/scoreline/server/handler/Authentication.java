package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.server.auth.Authenticator;
import dev.scoreline.server.auth.Identity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Lets known senders pass. Decided by the headers alone: of a stranger's body not one byte is kept, and one who asks first
 * ({@code Expect: 100-continue}) need not send it. Called on event-loop threads.
 */
public final class Authentication implements Handler<RoutingContext> {

    private static final ContextKey<Identity> KEY = new ContextKey<>("identity");

    private final Authenticator authenticator;
    private final int maxBodyBytes;

    /** {@code maxBodyBytes} is how much of a body is thrown away before the connection is cut. */
    public Authentication(Authenticator authenticator, int maxBodyBytes) {
        this.authenticator = authenticator;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public void handle(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        Future<Identity> sender = authenticator.authenticate(header == null ? "" : header);
        if (sender.isComplete()) {
            decide(context, sender);
        } else {
            await(context, sender);
        }
    }

    /** Meanwhile nothing more of the request is read from its connection. */
    private void await(RoutingContext context, Future<Identity> sender) {
        Context loop = context.vertx().getOrCreateContext();
        context.request().pause();
        sender.onComplete(done -> loop.runOnContext(turn -> {
            if (!context.response().closed()) {
                decide(context, sender);
                // Only now, because what comes before somebody listens is lost.
                context.request().resume();
            }
        }));
    }

    private void decide(RoutingContext context, Future<Identity> sender) {
        if (sender.succeeded()) {
            KEY.put(context, sender.result());
            context.next();
            return;
        }
        if (sender.cause() instanceof InferenceException refusal && refusal.code() == ErrorCode.UNAUTHENTICATED) {
            // RFC 6750, section 3: no error is named to one who did not try.
            boolean isTried = context.request().headers().contains(HttpHeaders.AUTHORIZATION);
            Challenge.put(context, isTried ? "invalid_token" : "");
        }
        UnwantedBody.discard(context.request(), maxBodyBytes);
        context.fail(sender.cause());
    }

    /** The sender of a request, if somebody was asked for and is known. */
    static Optional<Identity> find(RoutingContext context) {
        return KEY.find(context).filter(identity -> !identity.equals(Identity.ANYONE));
    }

    /** The sender of a request that has passed here. */
    static Identity of(RoutingContext context) {
        return KEY.get(context);
    }
}
