package dev.scoreline.server.command;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands each request to the next server that says it is ready, over connections that it keeps. It asks each every 50 ms. A server
 * that refuses a connection is out at once, and the request goes to another: nothing of it was sent. No request is sent twice.
 * Thread-safe.
 */
final class Balancer implements AutoCloseable {

    private static final long PROBE_MILLIS = 50;
    private static final String HOST = "127.0.0.1";

    /** A server, and whether it is ready as far as is known. */
    private static final class Backend {
        private final int port;
        private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
        private volatile boolean isReady;

        Backend(int port) {
            this.port = port;
        }

        void ready(boolean isReady) {
            this.isReady = isReady;
            if (isReady) {
                firstReady.complete(null);
            }
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(64));
    private final List<Backend> backends = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(this::handle)
            .listen(0, HOST)
            .await();

    int port() {
        return server.actualPort();
    }

    /** Takes a server in; done when it has said for the first time that it is ready. */
    CompletableFuture<Void> add(int port) {
        Backend backend = new Backend(port);
        backends.add(backend);
        probe(backend);
        return backend.firstReady;
    }

    void remove(int port) {
        backends.removeIf(backend -> backend.port == port);
    }

    private void probe(Backend backend) {
        client.request(HttpMethod.GET, backend.port, HOST, "/readyz")
                .compose(HttpClientRequest::send)
                .map(response -> response.statusCode() == 200)
                .otherwise(false)
                .onSuccess(backend::ready)
                .onComplete(done -> vertx.setTimer(PROBE_MILLIS, timer -> {
                    if (backends.contains(backend)) {
                        probe(backend);
                    }
                }));
    }

    private void handle(HttpServerRequest incoming) {
        incoming.body()
                .compose(body -> forward(incoming, body))
                .onFailure(e -> incoming.response().setStatusCode(502).end(String.valueOf(e)));
    }

    private Future<Void> forward(HttpServerRequest incoming, Buffer body) {
        return connect(incoming)
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(body))
                .compose(response -> answer(incoming, response));
    }

    /** A connection to the next server that takes one. */
    private Future<HttpClientRequest> connect(HttpServerRequest incoming) {
        List<Backend> ready =
                backends.stream().filter(backend -> backend.isReady).toList();
        if (ready.isEmpty()) {
            return Future.failedFuture("no server is ready");
        }
        Backend next = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        return client.request(incoming.method(), next.port, HOST, incoming.uri())
                .recover(e -> {
                    if (!(e instanceof ConnectException)) {
                        return Future.failedFuture(e);
                    }
                    next.ready(false);
                    return connect(incoming);
                });
    }

    private static Future<Void> answer(HttpServerRequest incoming, HttpClientResponse response) {
        return response.body()
                .compose(body ->
                        incoming.response().setStatusCode(response.statusCode()).end(body));
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
