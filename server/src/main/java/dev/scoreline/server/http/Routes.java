package dev.scoreline.server.http;

import dev.scoreline.scoring.Models;
import dev.scoreline.server.handler.ApiDocument;
import dev.scoreline.server.handler.Authentication;
import dev.scoreline.server.handler.Failures;
import dev.scoreline.server.handler.Health;
import dev.scoreline.server.handler.MediaTypes;
import dev.scoreline.server.handler.ModelChoice;
import dev.scoreline.server.handler.ModelList;
import dev.scoreline.server.handler.Permission;
import dev.scoreline.server.handler.RequestBody;
import dev.scoreline.server.handler.RequestId;
import dev.scoreline.server.handler.Score;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which handlers stand on which path, and in which order: the only place where order is decided. The stations after the
 * body (decode, admission, execution, encode) are the {@code Scorer}'s, because batch runs share them.
 */
final class Routes {

    private static final List<String> SCORE_PATHS =
            List.of("/score", "/models/:name/score", "/models/:name/versions/:version/score");

    private Routes() {}

    static Router create(Vertx vertx, Models models, Health health, Access access, int maxBodyBytes, String version) {
        Failures failures = new Failures();
        Router router = Router.router(vertx);

        router.route().handler(new RequestId()).failureHandler(failures);

        Map<String, Handler<RoutingContext>> answers = new LinkedHashMap<>();
        answers.put("/", health.healthy());
        answers.put("/livez", health.live());
        answers.put("/readyz", health.readiness());
        answers.put("/models", new ModelList(models));
        answers.put("/swagger.json", new ApiDocument(models, version));
        for (String path : List.of("/models", "/swagger.json")) {
            router.route(path).handler(new Authentication(access.documents(), maxBodyBytes));
        }
        answers.forEach((path, answer) -> {
            router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(answer);
            router.route(path).handler(failures.methodNotAllowed("GET, HEAD"));
        });

        for (String path : SCORE_PATHS) {
            router.route(path).handler(new Authentication(access.authenticator(), maxBodyBytes));
            router.post(path)
                    .handler(new ModelChoice(models))
                    .handler(new Permission(maxBodyBytes))
                    .handler(new MediaTypes())
                    .handler(new RequestBody(maxBodyBytes))
                    .handler(new Score());
            router.route(path).handler(failures.methodNotAllowed("POST"));
        }
        router.errorHandler(404, failures.notFound());
        return router;
    }
}
