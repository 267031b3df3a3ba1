package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects a request's body, up to a limit and as long as there is room for it among the bodies under way. Memory grows with
 * what has come, never with what the client says will come; room is kept for what it says, so that a body that was begun can
 * end. Called on event-loop threads.
 */
public final class RequestBody implements Handler<RoutingContext> {

    /** What is taken without asking for room: any request holds more than that by itself. */
    private static final int FIRST_BYTES = 1024;

    private static final ContextKey<RequestBody.Collected> KEY = new ContextKey<>("body");

    private final int maxBytes;
    private final BodyBudget budget;

    /** @param budget what all bodies have together */
    public RequestBody(int maxBytes, BodyBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        long declared = declaredBytes(request);
        if (declared > maxBytes) {
            refuse(context, tooLong());
            return;
        }
        Incoming incoming = new Incoming(context, declared == 0 ? maxBytes : (int) declared);
        if (!incoming.hasRoom(declared)) {
            refuse(context, budget.exceeded());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.handler(incoming).endHandler(incoming::ended);
    }

    private InferenceException tooLong() {
        return new InferenceException(
                ErrorCode.INPUT_TOO_LARGE,
                "expected a body of at most " + maxBytes
                        + " bytes; send fewer rows a request, or raise MAX_BODY_BYTES");
    }

    /** Answers at once, so that the client stops sending. */
    private void refuse(RoutingContext context, InferenceException refusal) {
        UnwantedBody.discard(context.request(), maxBytes);
        context.fail(refusal);
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // The decoder of HTTP has refused what is not a number; one too long for a long is over any limit.
        return length == null ? 0 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    /** Leaves the body of a request that brings it in another way. */
    static void put(RoutingContext context, byte[] bytes) {
        KEY.put(context, new Collected(bytes, bytes.length));
    }

    /** The body, if the request came as far as having one. */
    static Optional<Collected> find(RoutingContext context) {
        return KEY.find(context);
    }

    /** The body of a request that has passed here. */
    static Collected of(RoutingContext context) {
        return KEY.get(context);
    }

    /** The body of one request on its way. One thread. */
    private final class Incoming implements Handler<Buffer> {

        private final RoutingContext context;
        private final int mostBytes;
        private final Collected body = new Collected(new byte[FIRST_BYTES], 0);

        /** What it has of the budget. */
        private long roomBytes;

        private boolean isGivenBack;

        /** {@code mostBytes} is how long the body may become. */
        Incoming(RoutingContext context, int mostBytes) {
            this.context = context;
            this.mostBytes = mostBytes;
        }

        @Override
        public void handle(Buffer chunk) {
            long needed = (long) body.length + chunk.length();
            if (needed > mostBytes) {
                refuse(context, tooLong());
                return;
            }
            if (needed > body.bytes.length) {
                int larger = (int) Math.min(mostBytes, Math.max(needed, 2L * body.bytes.length));
                if (!hasRoom(larger)) {
                    refuse(context, budget.exceeded());
                    return;
                }
                body.bytes = Arrays.copyOf(body.bytes, larger);
            }
            chunk.getBytes(0, chunk.length(), body.bytes, body.length);
            body.length = (int) needed;
        }

        /** Keeps room for that many bytes until the request is over, in whatever way; does not if there is none left. */
        boolean hasRoom(long bytes) {
            if (bytes <= FIRST_BYTES || bytes <= roomBytes) {
                return true;
            }
            if (isOver() || !budget.take(bytes - roomBytes)) {
                return false;
            }
            if (roomBytes == 0) {
                context.addEndHandler(end -> giveBack());
            }
            roomBytes = bytes;
            return true;
        }

        /** What is answered, with 408 for instance, may still be sent; room for that would never be given back. */
        private boolean isOver() {
            HttpServerResponse response = context.response();
            return isGivenBack || response.ended() || response.closed();
        }

        private void giveBack() {
            isGivenBack = true;
            budget.giveBack(roomBytes);
            roomBytes = 0;
        }

        void ended(Void end) {
            if (!context.failed()) {
                KEY.put(context, body);
                context.next();
            }
        }
    }

    /** A body that is there, or as much of it as is. One thread. */
    static final class Collected {
        private byte[] bytes;
        private int length;

        private Collected(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
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
