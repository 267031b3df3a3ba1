package dev.scoreline.server.handler;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that an earlier handler of a request leaves for a later one.
 *
 * @param name unique among the keys
 */
record ContextKey<T>(String name) {

    void put(RoutingContext context, T value) {
        context.put(name, value);
    }

    /** The value, if an earlier handler has put one. */
    Optional<T> find(RoutingContext context) {
        return Optional.ofNullable(context.get(name));
    }

    /** The value; that an earlier handler has put it is a matter of the order in {@code ScoreRoutes}. */
    T get(RoutingContext context) {
        return Objects.requireNonNull(context.<T>get(name), name);
    }
}
