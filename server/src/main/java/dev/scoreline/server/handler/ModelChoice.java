package dev.scoreline.server.handler;

import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model that the path names: a name and a version, a name's newest version, or the only model. Called on
 * event-loop threads.
 */
public final class ModelChoice implements Handler<RoutingContext> {

    private static final ContextKey<LoadedModel> KEY = new ContextKey<>("model");

    private final Models models;

    public ModelChoice(Models models) {
        this.models = models;
    }

    @Override
    public void handle(RoutingContext context) {
        KEY.put(context, choose(context.pathParam("name"), context.pathParam("version")));
        context.next();
    }

    private LoadedModel choose(@Nullable String name, @Nullable String version) {
        if (name == null) {
            return models.only();
        }
        return version == null ? models.find(name) : models.find(name, version);
    }

    /** The model of a request, if it came as far. */
    static Optional<LoadedModel> find(RoutingContext context) {
        return KEY.find(context);
    }

    /** The model of a request that has passed here. */
    static LoadedModel of(RoutingContext context) {
        return KEY.get(context);
    }
}
