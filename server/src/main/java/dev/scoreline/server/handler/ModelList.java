package dev.scoreline.server.handler;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** Says which models are loaded. Drawn up once: models do not change while the server runs. Called on event-loop threads. */
public final class ModelList implements Handler<RoutingContext> {

    private final Buffer list;

    public ModelList(Models models) {
        JsonArray all = new JsonArray();
        models.all().forEach(model -> all.add(describe(model)));
        this.list = JsonObject.of("models", all).toBuffer();
    }

    @Override
    public void handle(RoutingContext context) {
        Document.send(context.response(), "application/json", list);
    }

    private static JsonObject describe(LoadedModel loaded) {
        ModelSignature signature = loaded.model().signature();
        return JsonObject.of(
                        "name", loaded.name(),
                        "version", loaded.version(),
                        "path", "/models/" + loaded.name() + "/versions/" + loaded.version() + "/score",
                        "format", loaded.model().description().format(),
                        "libraryVersion",
                                loaded.model().description().libraryVersion().orElse(null),
                        "estimator", loaded.model().description().outline().label(),
                        "sizeBytes", loaded.sizeBytes(),
                        "sha256", loaded.sha256())
                .put("features", features(signature))
                .put(
                        "inputs",
                        list(signature.tensors().stream().map(each -> array(each.name(), each.type(), each.shape()))))
                .put("methods", list(signature.methods().stream().map(ModelList::method)));
    }

    private static JsonArray features(ModelSignature signature) {
        return list(signature.features().stream()
                .map(feature -> JsonObject.of(
                        "name", feature.name(), "type", feature.type().name(), "required", feature.required())));
    }

    private static JsonObject method(Method method) {
        return array(method.name(), method.type(), method.shape())
                .put(
                        "outputs",
                        list(method.outputs().stream().map(each -> array(each.name(), each.type(), each.shape()))));
    }

    private static JsonObject array(String name, DataType type, List<Integer> shape) {
        return JsonObject.of("name", name, "type", type.name(), "shape", new JsonArray(shape));
    }

    private static JsonArray list(Stream<JsonObject> objects) {
        return new JsonArray(objects.toList());
    }
}
