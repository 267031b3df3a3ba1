package dev.scoreline.server.http;

import dev.scoreline.scoring.Models;
import dev.scoreline.server.handler.ApiDocument;
import dev.scoreline.server.handler.Failures;
import dev.scoreline.server.handler.Health;
import dev.scoreline.server.handler.MediaTypes;
import dev.scoreline.server.handler.ModelChoice;
import dev.scoreline.server.handler.ModelList;
import dev.scoreline.server.handler.RequestBody;
import dev.scoreline.server.handler.RequestId;
import dev.scoreline.server.handler.Score;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * Which handlers stand on which path, and in which order: the only place where order is decided. The stations after the
 * body (decode, admission, execution, encode) are the {@code Scorer}'s, because batch runs share them.
 */
final class Routes {

    private static final List<String> SCORE_PATHS =
            List.of("/score", "/models/:name/score", "/models/:name/versions/:version/score");

    private Routes() {}

    static Router create(Vertx vertx, Models models, Health health, int maxBodyBytes, String version) {
        Failures failures = new Failures();
        Router router = Router.router(vertx);

        router.route().handler(new RequestId()).failureHandler(failures);

        router.route("/").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(health.healthy());
        router.get("/livez").handler(health.live());
        router.get("/readyz").handler(health.readiness());
        router.get("/models").handler(new ModelList(models));
        router.get("/swagger.json").handler(new ApiDocument(models, version));

        for (String path : SCORE_PATHS) {
            router.post(path)
                    .handler(new ModelChoice(models))
                    .handler(new MediaTypes())
                    .handler(new RequestBody(maxBodyBytes))
                    .handler(new Score());
        }

        router.errorHandler(404, failures.notFound());
        router.errorHandler(405, failures.methodNotAllowed());
        return router;
    }
}
