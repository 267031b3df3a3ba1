package dev.scoreline.server.http;

import dev.scoreline.scoring.Models;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.handler.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
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

    private final HttpServer server;
    private final Health health;

    private ScoringServer(HttpServer server, Health health) {
        this.server = server;
        this.health = health;
    }

    /**
     * Starts to listen.
     *
     * @param entry answers /score instead of a model
     * @return fails if the address is taken
     */
    public static Future<ScoringServer> start(
            Vertx vertx, Models models, Optional<EntryScore> entry, HttpOptions options) {
        Health health = new Health();
        HttpServerOptions listening = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        return vertx.createHttpServer(listening)
                .requestHandler(Routes.create(vertx, models, entry, health, options))
                .listen()
                .map(server -> {
                    health.ready();
                    return new ScoringServer(server, health);
                });
    }

    /** The port that the server listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Turns unready, takes no new connection, finishes the requests that it has, at most until {@code grace} is over. */
    public Future<Void> stop(Duration grace) {
        health.stopping();
        return server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
