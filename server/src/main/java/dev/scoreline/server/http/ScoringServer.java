package dev.scoreline.server.http;

import dev.scoreline.server.auth.Reloads;
import dev.scoreline.server.handler.Health;
import dev.scoreline.server.metrics.ServerMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTTP server over a set of loaded models, from listening to the last answer. Thread-safe. */
public final class ScoringServer {

    /** How long every worker must have been held past its deadline for the server to count as stuck. */
    private static final Duration STUCK = Duration.ofSeconds(10);

    /** The first is for scores; a second one, if any, for probes. */
    private final List<Port> ports;

    private final Health health;

    /** Shows the metrics, if they have a port of their own. */
    private final Optional<Port> metricsPort;

    private ScoringServer(List<Port> ports, Optional<Port> metricsPort, Health health) {
        this.ports = ports;
        this.metricsPort = metricsPort;
        this.health = health;
    }

    /**
     * Starts to listen; not yet ready.
     *
     * @return fails if an address is taken
     * @throws dev.scoreline.model.InferenceException if the files for TLS cannot be used
     */
    public static Future<ScoringServer> start(Vertx vertx, Service service, HttpOptions options) {
        ServerMetrics metrics = service.metrics();
        Health health = new Health(() -> service.models().areWorkersStuck(STUCK));
        metrics.watch(health::isReady, health::isStopping);
        Router routes = Routes.create(vertx, service, health, options);
        ListenerOptions listener = options.listener();
        Optional<Tls> tls = listener.tls().map(files -> Tls.open(vertx, files));
        metrics.watchReloads(Map.of(
                "access", service.access().authenticator().reloads(),
                "certificate", tls.map(Tls::reloads).orElse(Reloads.NONE)));
        Runnable watch = () -> metrics.watchEventLoop(vertx);
        List<Port> ports = new ArrayList<>();
        ports.add(port(options, options.port(), tls, watch));
        options.healthPort().ifPresent(port -> ports.add(port(options, port, tls, watch)));
        Future<Port> opened = ports.get(0).open(vertx, listener.eventLoops(), health::isStopping, routes);
        for (Port next : ports.subList(1, ports.size())) {
            opened = opened.compose(before -> next.open(vertx, 1, health::isStopping, routes));
        }
        // Without TLS, for those inside.
        Optional<Port> metricsPort = options.metricsPort().map(port -> port(options, port, Optional.empty(), watch));
        if (metricsPort.isPresent()) {
            Router ofMetrics = Routes.ofMetrics(vertx, metrics, options);
            opened = opened.compose(before -> metricsPort.get().open(vertx, 1, health::isStopping, ofMetrics));
        }
        return opened.map(all -> {
            tls.ifPresent(known -> known.refreshEvery(listener.tlsReload(), ports));
            return new ScoringServer(List.copyOf(ports), metricsPort, health);
        });
    }

    private static Port port(HttpOptions options, int number, Optional<Tls> tls, Runnable onEventLoop) {
        ListenerOptions listener = options.listener();
        return new Port(listener.server(options.host(), number, tls.map(Tls::certificate)), listener, onEventLoop);
    }

    /** The port that the server listens on. */
    public int port() {
        return ports.get(0).number();
    }

    /** The second port, if there is one. */
    public Optional<Integer> healthPort() {
        return ports.size() > 1 ? Optional.of(ports.get(1).number()) : Optional.empty();
    }

    /** The port of the metrics, if they have one of their own. */
    public Optional<Integer> metricsPort() {
        return metricsPort.map(Port::number);
    }

    /** What it tells probes. */
    public Health health() {
        return health;
    }

    /**
     * Takes no new connection and finishes the requests that it has, at most until {@code grace} is over. Who first calls
     * {@link Health#stopping} and waits gives load balancers time to send requests elsewhere.
     */
    public Future<Void> stop(Duration grace) {
        health.stopping();
        return Future.join(Stream.concat(ports.stream(), metricsPort.stream())
                        .map(port -> port.close(grace))
                        .toList())
                .mapEmpty();
    }
}
