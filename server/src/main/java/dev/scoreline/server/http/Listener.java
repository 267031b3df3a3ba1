package dev.scoreline.server.http;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** One event loop's share of a port: Vert.x hands new connections to the listeners of a port in turn. */
final class Listener implements Deployable {

    private final HttpServerOptions listening;
    private final SocketAddress address;
    private final Connections connections;
    private final Duration sweepEvery;
    private final Consumer<HttpServer> opened;

    Listener(
            HttpServerOptions listening,
            SocketAddress address,
            Connections connections,
            Duration sweepEvery,
            Consumer<HttpServer> opened) {
        this.listening = listening;
        this.address = address;
        this.connections = connections;
        this.sweepEvery = sweepEvery;
        this.opened = opened;
    }

    @Override
    public Future<?> deploy(Context context) {
        Vertx vertx = context.owner();
        vertx.setPeriodic(sweepEvery.toMillis(), timer -> connections.sweep());
        return vertx.createHttpServer(listening)
                .connectionHandler(connections::opened)
                .requestHandler(connections::handle)
                .listen(address)
                .onSuccess(opened::accept);
    }
}
