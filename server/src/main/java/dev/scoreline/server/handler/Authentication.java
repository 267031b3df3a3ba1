package dev.scoreline.server.handler;

import dev.scoreline.model.InferenceException;
import dev.scoreline.server.auth.Authenticator;
import dev.scoreline.server.auth.Identity;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

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
        String authorization = header == null ? "" : header;
        try {
            KEY.put(context, authenticator.authenticate(authorization));
        } catch (InferenceException refusal) {
            // RFC 6750, section 3: no error is named to one who did not try.
            Challenge.put(context, authorization.isEmpty() ? "" : "invalid_token");
            UnwantedBody.discard(context.request(), maxBodyBytes);
            context.fail(refusal);
            return;
        }
        context.next();
    }

    /** The sender of a request that has passed here. */
    static Identity of(RoutingContext context) {
        return KEY.get(context);
    }
}
