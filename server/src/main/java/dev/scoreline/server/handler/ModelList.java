package dev.scoreline.server.handler;

import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Says which models are loaded. Drawn up once: models do not change while the server runs. Called on event-loop threads. */
public final class ModelList implements Handler<RoutingContext> {

    private final JsonObject list;

    public ModelList(Models models) {
        JsonArray all = new JsonArray();
        models.all().forEach(model -> all.add(describe(model)));
        this.list = JsonObject.of("models", all);
    }

    @Override
    public void handle(RoutingContext context) {
        context.json(list);
    }

    private static JsonObject describe(LoadedModel loaded) {
        JsonArray features = new JsonArray();
        for (Feature feature : loaded.model().signature().features()) {
            features.add(JsonObject.of(
                    "name", feature.name(), "type", feature.type().name(), "required", feature.required()));
        }
        JsonArray methods = new JsonArray();
        for (Method method : loaded.model().signature().methods()) {
            methods.add(JsonObject.of(
                    "name", method.name(), "type", method.type().name(), "shape", new JsonArray(method.shape())));
        }
        return JsonObject.of(
                "name", loaded.name(),
                "version", loaded.version(),
                "path", "/models/" + loaded.name() + "/versions/" + loaded.version() + "/score",
                "format", loaded.model().description().format(),
                "libraryVersion", loaded.model().description().libraryVersion().orElse(null),
                "estimator", loaded.model().description().outline().label(),
                "sizeBytes", loaded.sizeBytes(),
                "sha256", loaded.sha256(),
                "features", features,
                "methods", methods);
    }
}
