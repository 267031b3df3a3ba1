package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects a request's body, up to a limit. Memory grows with what has come, never with what the client says will come.
 * Called on event-loop threads.
 */
public final class RequestBody implements Handler<RoutingContext> {

    private static final int FIRST_BYTES = 1024;
    private static final ContextKey<RequestBody.Collected> KEY = new ContextKey<>("body");

    private final int maxBytes;

    public RequestBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (declaredBytes(request) > maxBytes) {
            refuse(context);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        Collected body = new Collected();
        request.handler(chunk -> collect(context, body, chunk));
        request.endHandler(end -> {
            if (!context.failed()) {
                KEY.put(context, body);
                context.next();
            }
        });
    }

    private void collect(RoutingContext context, Collected body, Buffer chunk) {
        if ((long) body.length + chunk.length() > maxBytes) {
            refuse(context);
        } else {
            body.append(chunk);
        }
    }

    /**
     * Answers at once, then throws away what still comes, so that the client gets to read the answer; one that sends more
     * than twice the limit is cut off.
     */
    private void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        long[] discarded = {0};
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > 2L * maxBytes) {
                request.connection().close();
            }
        });
        context.fail(new InferenceException(
                ErrorCode.INPUT_TOO_LARGE,
                "expected a body of at most " + maxBytes
                        + " bytes; send fewer rows a request, or raise MAX_BODY_BYTES"));
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // The decoder of HTTP has refused what is not a number; one too long for a long is over any limit.
        return length == null ? 0 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    /** Leaves the body of a request that brings it in another way. */
    static void put(RoutingContext context, byte[] bytes) {
        KEY.put(context, new Collected(bytes));
    }

    /** The body, if the request came as far as having one. */
    static Optional<Collected> find(RoutingContext context) {
        return KEY.find(context);
    }

    /** The body of a request that has passed here. */
    static Collected of(RoutingContext context) {
        return KEY.get(context);
    }

    /** A body as it grows. One thread. */
    static final class Collected {
        private byte[] bytes;
        private int length;

        private Collected() {
            this.bytes = new byte[FIRST_BYTES];
        }

        private Collected(byte[] bytes) {
            this.bytes = bytes;
            this.length = bytes.length;
        }

        private void append(Buffer chunk) {
            int needed = length + chunk.length();
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 16L, 2L * length)));
            }
            chunk.getBytes(0, chunk.length(), bytes, length);
            length = needed;
        }

        /** The bytes; may be longer than {@link #length()}. */
        byte[] bytes() {
            return bytes;
        }

        int length() {
            return length;
        }
    }
}
