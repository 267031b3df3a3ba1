package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request an id, its own if it brings one, and echoes it together with the caller's own id, in Azure ML's headers:
 * {@code x-ms-request-id} is the older name of {@code x-ms-client-request-id} and, when no caller's id came, says the request's
 * id again. Called on event-loop threads.
 */
public final class RequestId implements Handler<RoutingContext> {

    /** Longest id, in characters. Azure ML refuses longer ones with 431. */
    private static final int MAX_CHARS = 100;

    private static final CharSequence REQUEST = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence MS_REQUEST = HttpHeaders.createOptimized("x-ms-request-id");
    private static final CharSequence CLIENT_REQUEST = HttpHeaders.createOptimized("x-ms-client-request-id");
    private static final ContextKey<String> KEY = new ContextKey<>("requestId");

    private static final Logger LOG = LoggerFactory.getLogger(RequestId.class);

    private final Compatibility compatibility;
    private final AtomicBoolean toldOfOlder = new AtomicBoolean();

    public RequestId(Compatibility compatibility) {
        this.compatibility = compatibility;
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap given = context.request().headers();
        String id = idOf(given.get(REQUEST));
        String older = given.get(MS_REQUEST);
        String client = given.get(CLIENT_REQUEST);
        KEY.put(context, id.length() > MAX_CHARS ? RandomIds.next() : id);
        if (id.length() > MAX_CHARS) {
            throw tooLong("x-request-id");
        }
        echo(context, REQUEST, id);
        if (isTooLong(older) || isTooLong(client)) {
            throw tooLong("x-ms-request-id and x-ms-client-request-id");
        }
        if (older != null) {
            tellOfOlder(context);
        }
        echo(context, MS_REQUEST, older != null ? older : client != null ? client : id);
        echo(context, CLIENT_REQUEST, client != null ? client : older);
        context.next();
    }

    /** Azure ML's server takes an empty id for an id and then leaves it out everywhere. */
    private String idOf(@Nullable String given) {
        if (given == null || (given.isEmpty() && !compatibility.isStrict())) {
            return RandomIds.next();
        }
        return given;
    }

    /** Azure ML's server tells it of each request; once is enough for who reads the log. */
    private void tellOfOlder(RoutingContext context) {
        if (compatibility.isStrict() || toldOfOlder.compareAndSet(false, true)) {
            LOG.warn(
                    "The header x-ms-request-id is deprecated: send the caller's id as x-ms-client-request-id {}",
                    LogText.ids(context));
        }
    }

    private static boolean isTooLong(@Nullable String given) {
        return given != null && given.length() > MAX_CHARS;
    }

    private static void echo(RoutingContext context, CharSequence header, @Nullable String id) {
        if (id != null && !id.isEmpty()) {
            context.response().putHeader(header, id);
        }
    }

    private static InferenceException tooLong(String headers) {
        return new InferenceException(
                ErrorCode.HEADER_TOO_LONG, headers + " must not exceed " + MAX_CHARS + " characters");
    }

    /** The caller's own id, if one came. */
    static Optional<String> ofClient(RoutingContext context) {
        MultiMap given = context.request().headers();
        return Optional.ofNullable(given.get(CLIENT_REQUEST)).or(() -> Optional.ofNullable(given.get(MS_REQUEST)));
    }

    /** The id of a request that has passed here; {@code none} of one that failed before. */
    static String of(RoutingContext context) {
        return KEY.find(context).orElse("none");
    }
}
