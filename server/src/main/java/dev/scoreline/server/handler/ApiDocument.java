package dev.scoreline.server.handler;

import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.swagger.OpenApiDocument;
import dev.scoreline.swagger.ScorePath;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** Answers the OpenAPI document. Drawn up once: models do not change while the server runs. Called on event-loop threads. */
public final class ApiDocument implements Handler<RoutingContext> {

    private final String document;

    public ApiDocument(Models models, String version) {
        List<ScorePath> paths = new ArrayList<>();
        List<LoadedModel> all = models.all();
        if (all.stream().map(LoadedModel::name).distinct().count() == 1) {
            paths.add(path("/score", models.only()));
        }
        for (LoadedModel model : all) {
            paths.add(path("/models/" + model.name() + "/versions/" + model.version() + "/score", model));
        }
        this.document = OpenApiDocument.of("Scoreline", version, paths);
    }

    private static ScorePath path(String path, LoadedModel model) {
        return new ScorePath(path, model.name(), model.model().signature());
    }

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(document);
    }
}
