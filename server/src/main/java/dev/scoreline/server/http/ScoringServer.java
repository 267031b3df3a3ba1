package dev.scoreline.server.http;

import dev.scoreline.scoring.Models;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.handler.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The HTTP server over a set of loaded models, from listening to the last answer. Thread-safe. */
public final class ScoringServer {

    /** A connection on which nothing moves for this long is closed. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    /**
     * Longest request line and longest header block that are read, in bytes. Beyond what {@code HeaderLimits} lets pass, so
     * that who sends too much is told in a sentence.
     */
    private static final int MAX_LINE_BYTES = 16 * 1024;

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** The first is for scores; a second one, if any, for probes. */
    private final List<HttpServer> listeners;

    private final Health health;

    private ScoringServer(List<HttpServer> listeners, Health health) {
        this.listeners = listeners;
        this.health = health;
    }

    /**
     * Starts to listen.
     *
     * @param entry answers /score instead of a model
     * @param access who gets in
     * @return fails if an address is taken
     */
    public static Future<ScoringServer> start(
            Vertx vertx, Models models, Optional<EntryScore> entry, Access access, HttpOptions options) {
        Health health = new Health();
        Router routes = Routes.create(vertx, models, entry, health, access, options);
        List<HttpServer> listeners = new ArrayList<>();
        return listen(vertx, options.host(), options.port(), routes)
                .onSuccess(listeners::add)
                .compose(first -> options.healthPort()
                        .map(port -> listen(vertx, options.host(), port, routes).onSuccess(listeners::add))
                        .orElse(Future.succeededFuture()))
                .map(all -> {
                    health.ready();
                    return new ScoringServer(List.copyOf(listeners), health);
                });
    }

    private static Future<HttpServer> listen(Vertx vertx, String host, int port, Router routes) {
        HttpServerOptions listening = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        return vertx.createHttpServer(listening).requestHandler(routes).listen();
    }

    /** The port that the server listens on. */
    public int port() {
        return listeners.get(0).actualPort();
    }

    /** The second port, if there is one. */
    public Optional<Integer> healthPort() {
        return listeners.size() > 1 ? Optional.of(listeners.get(1).actualPort()) : Optional.empty();
    }

    /** Turns unready, takes no new connection, finishes the requests that it has, at most until {@code grace} is over. */
    public Future<Void> stop(Duration grace) {
        health.stopping();
        return Future.join(listeners.stream()
                        .map(listener -> listener.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }
}
