package dev.scoreline.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop: bounds their number, ends those that bring nothing or bring it too slowly, and while the
 * server is stopping asks each that is used to go. Vert.x's own idle timeout will not do: it also ends connections that wait
 * for a slow model.
 *
 * <p>One thread: the event loop, which calls {@link #sweep} now and then. No timer and no handler for each request: that
 * would cost every request what few need.
 */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** How fast a body has to come at least, once its time is over: 128 kbit/s. */
    private static final int MIN_BYTES_A_SECOND = 16 * 1024;

    /** How long requests that a connection has already sent may take when it is asked to go. */
    private static final Duration LEAVING = Duration.ofHours(1);

    /** A request that came, and when. */
    private record Open(HttpServerRequest request, long beganNanos) {

        boolean isOver() {
            return request.isEnded()
                    && (request.response().ended() || request.response().closed());
        }

        boolean isSlow(long now, Duration bodyTimeout) {
            double allowedSeconds = bodyTimeout.toNanos() / 1e9 + (double) request.bytesRead() / MIN_BYTES_A_SECOND;
            return !request.isEnded() && (now - beganNanos) / 1e9 > allowedSeconds;
        }
    }

    /** What is known of a connection: the requests that are not over, in the order of their coming. */
    private static final class Known {
        private final Deque<Open> requests = new ArrayDeque<>();
        private long quietSince = System.nanoTime();

        void began(HttpServerRequest request) {
            forgetOver();
            requests.add(new Open(request, System.nanoTime()));
        }

        void forgetOver() {
            while (!requests.isEmpty() && requests.element().isOver()) {
                requests.remove();
                quietSince = System.nanoTime();
            }
        }
    }

    private final ListenerOptions options;
    private final AtomicInteger open;
    private final BooleanSupplier isStopping;
    private final Handler<HttpServerRequest> next;
    private final Map<HttpConnection, Known> all = new HashMap<>();

    /**
     * No connections.
     *
     * @param open how many there are on all event loops of the port
     * @param next answers the requests
     */
    Connections(
            ListenerOptions options, AtomicInteger open, BooleanSupplier isStopping, Handler<HttpServerRequest> next) {
        this.options = options;
        this.open = open;
        this.isStopping = isStopping;
        this.next = next;
    }

    void opened(HttpConnection connection) {
        if (open.incrementAndGet() > options.maxConnections()) {
            open.decrementAndGet();
            LOG.warn(
                    "connection of {} closed: {} are open already",
                    connection.remoteAddress(),
                    options.maxConnections());
            connection.close();
            return;
        }
        all.put(connection, new Known());
        connection.closeHandler(closed -> {
            all.remove(connection);
            open.decrementAndGet();
        });
    }

    void handle(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        Known known = all.get(connection);
        if (known != null) {
            known.began(request);
        }
        if (isStopping.getAsBoolean()) {
            askToGo(request);
        }
        next.handle(request);
    }

    /** The answer still comes; the client sends its next request on a new connection, and to another server if it can. */
    private static void askToGo(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.connection().shutdown(LEAVING);
    }

    /** Ends what has been idle or slow for too long. */
    void sweep() {
        long now = System.nanoTime();
        List<HttpConnection> idle = new ArrayList<>();
        List<HttpServerRequest> slow = new ArrayList<>();
        all.forEach((connection, known) -> {
            known.forgetOver();
            if (known.requests.isEmpty()
                    && now - known.quietSince > options.idleTimeout().toNanos()) {
                idle.add(connection);
            }
            known.requests.stream()
                    .filter(request -> request.isSlow(now, options.bodyTimeout()))
                    .forEach(request -> slow.add(request.request()));
        });
        // After the walk, since closing changes the map.
        idle.forEach(HttpConnection::close);
        slow.forEach(Connections::cutOff);
    }

    private static void cutOff(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.ended()) {
            request.connection().close();
            return;
        }
        response.setStatusCode(408)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(JsonObject.of(
                                "message",
                                "the body came too slowly: expected all of it within BODY_TIMEOUT_SECONDS, and a second more"
                                        + " for each 16 KiB")
                        .toBuffer())
                .onComplete(sent -> request.connection().close());
    }
}
