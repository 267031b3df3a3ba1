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

    static Router create(Vertx vertx, Models models, Health health, HttpOptions options) {
        Failures failures = new Failures();
        Router router = Router.router(vertx);

        router.route().handler(new RequestId()).failureHandler(failures);

        Map<String, Handler<RoutingContext>> answers = new LinkedHashMap<>();
        answers.put("/", health.healthy());
        answers.put("/livez", health.live());
        answers.put("/readyz", health.readiness());
        answers.put("/models", new ModelList(models));
        answers.put(
                "/swagger.json",
                new ApiDocument(
                        ApiDocument.paths(models, options.compatibility().isStrict()), options.api()));
        answers.forEach((path, answer) -> {
            router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(answer);
            router.route(path).handler(failures.methodNotAllowed("GET, HEAD"));
        });

        for (String path : SCORE_PATHS) {
            router.post(path)
                    .handler(new ModelChoice(models))
                    .handler(new MediaTypes())
                    .handler(new RequestBody(options.maxBodyBytes()))
                    .handler(new Score());
            router.route(path).handler(failures.methodNotAllowed("POST"));
        }
        router.errorHandler(404, failures.notFound());
        return router;
    }
}
