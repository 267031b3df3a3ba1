package dev.scoreline.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One address that is listened on, by one or more event loops. Thread-safe. */
final class Port {

    private static final Duration SLOWEST_SWEEP = Duration.ofSeconds(1);
    private static final Duration FASTEST_SWEEP = Duration.ofMillis(50);

    /** Numbers for free ports: who asks Vert.x by the same number shares a port. */
    private static final AtomicInteger FREE_PORTS = new AtomicInteger();

    private final HttpServerOptions listening;
    private final ListenerOptions options;
    private final Runnable onEventLoop;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    /** {@code onEventLoop} is run on each event loop that begins to listen. */
    Port(HttpServerOptions listening, ListenerOptions options, Runnable onEventLoop) {
        this.listening = listening;
        this.options = options;
        this.onEventLoop = onEventLoop;
    }

    /** Begins to listen; fails if the address is taken. */
    Future<Port> open(Vertx vertx, int eventLoops, BooleanSupplier isStopping, Handler<HttpServerRequest> requests) {
        AtomicInteger connections = new AtomicInteger();
        SocketAddress address = address();
        return vertx.deployVerticle(
                        () -> new Listener(
                                listening,
                                address,
                                new Connections(options, connections, isStopping, requests),
                                sweepEvery(),
                                this::opened),
                        new DeploymentOptions().setInstances(eventLoops))
                .map(deployed -> this);
    }

    private void opened(HttpServer server) {
        servers.add(server);
        onEventLoop.run();
    }

    private SocketAddress address() {
        return listening.getPort() == 0
                ? SocketAddress.sharedRandomPort(FREE_PORTS.incrementAndGet(), listening.getHost())
                : SocketAddress.inetSocketAddress(listening.getPort(), listening.getHost());
    }

    /** Often enough for the shortest limit to be kept within a quarter of it. */
    private Duration sweepEvery() {
        Duration shortest = options.idleTimeout().compareTo(options.bodyTimeout()) < 0
                ? options.idleTimeout()
                : options.bodyTimeout();
        Duration quarter = shortest.dividedBy(4);
        if (quarter.compareTo(SLOWEST_SWEEP) > 0) {
            return SLOWEST_SWEEP;
        }
        return quarter.compareTo(FASTEST_SWEEP) < 0 ? FASTEST_SWEEP : quarter;
    }

    int number() {
        return servers.get(0).actualPort();
    }

    /** Shows another certificate to connections that are opened from now on. */
    Future<Void> show(TlsCertificate certificate) {
        ServerSSLOptions changed = listening.getSslOptions().copy().setKeyCertOptions(certificate.options());
        return Future.join(servers.stream()
                        .map(server -> server.updateSSLOptions(changed))
                        .toList())
                .mapEmpty();
    }

    /** Takes no new connection, and finishes the requests that there are, at most until {@code grace} is over. */
    Future<Void> close(Duration grace) {
        return Future.join(servers.stream()
                        .map(server -> server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }
}
