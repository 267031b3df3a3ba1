package dev.scoreline.server.handler;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.Deadline;
import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says when a request has to be answered, counted from here on, which is when its headers have come: after the server's own
 * limit, or after the shorter time that the request asks for. Called on event-loop threads.
 */
public final class RequestDeadline implements Handler<RoutingContext> {

    private static final String NAME = "x-request-timeout-ms";
    private static final CharSequence HEADER = HttpHeaders.createOptimized(NAME);
    private static final ContextKey<Deadline> KEY = new ContextKey<>("deadline");

    private final Duration limit;
    private final Compatibility compatibility;
    private final int maxBodyBytes;

    /** {@code maxBodyBytes} is how much of a body is thrown away of a request whose header is refused. */
    public RequestDeadline(Duration limit, Compatibility compatibility, int maxBodyBytes) {
        this.limit = limit;
        this.compatibility = compatibility;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public void handle(RoutingContext context) {
        @Nullable String asked = context.request().getHeader(HEADER);
        try {
            // Azure ML's server does not know the header.
            KEY.put(context, Deadline.in(asked == null || compatibility.isStrict() ? limit : shorter(asked.strip())));
        } catch (InferenceException refusal) {
            UnwantedBody.discard(context.request(), maxBodyBytes);
            context.fail(refusal);
            return;
        }
        context.next();
    }

    private Duration shorter(String asked) {
        if (!asked.matches("[0-9]{1,18}") || Long.parseLong(asked) < 1) {
            throw InferenceException.invalidInput(
                    NAME + ": expected a whole number of milliseconds, at least 1, but got " + Excerpt.quoted(asked));
        }
        return Duration.ofMillis(Math.min(Long.parseLong(asked), limit.toMillis()));
    }

    /** The deadline of a request that has passed here. */
    static Deadline of(RoutingContext context) {
        return KEY.get(context);
    }
}
