package dev.scoreline.server.http;

import dev.scoreline.entry.EntryScript;
import dev.scoreline.scoring.Models;
import dev.scoreline.server.handler.ApiDocument;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.handler.Failures;
import dev.scoreline.server.handler.Health;
import dev.scoreline.server.handler.MediaTypes;
import dev.scoreline.server.handler.ModelChoice;
import dev.scoreline.server.handler.ModelList;
import dev.scoreline.server.handler.RequestBody;
import dev.scoreline.server.handler.RequestId;
import dev.scoreline.server.handler.RunOutcome;
import dev.scoreline.server.handler.Score;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which handlers stand on which path, and in which order: the only place where order is decided. The stations after the
 * body (decode, admission, execution, encode) are the {@code Scorer}'s, because batch runs share them.
 */
final class Routes {

    private static final List<String> SCORE_PATHS =
            List.of("/score", "/models/:name/score", "/models/:name/versions/:version/score");

    private static final String ENTRY_PATH = "/score";

    private Routes() {}

    static Router create(Vertx vertx, Models models, Optional<EntryScore> entry, Health health, HttpOptions options) {
        Failures failures = new Failures();
        Router router = Router.router(vertx);

        router.route().handler(new RequestId()).failureHandler(failures);

        Map<String, Handler<RoutingContext>> answers = new LinkedHashMap<>();
        answers.put("/", health.healthy());
        answers.put("/livez", health.live());
        answers.put("/readyz", health.readiness());
        answers.put("/models", new ModelList(models));
        answers.put("/swagger.json", new ApiDocument(models, options.version()));
        answers.forEach((path, answer) -> {
            router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(answer);
            router.route(path).handler(failures.methodNotAllowed("GET, HEAD"));
        });

        entry.ifPresent(script -> entry(router, script, failures, options));
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

    /** The entry script's own routes, before those of the models. */
    private static void entry(Router router, EntryScore script, Failures failures, HttpOptions options) {
        Route post = router.post(ENTRY_PATH).handler(RunOutcome.notFailed());
        if (script.input() == EntryScript.Input.JSON) {
            post.handler(new MediaTypes());
        }
        post.handler(new RequestBody(options.maxBodyBytes())).handler(script);
        router.get(ENTRY_PATH).handler(RunOutcome.notFailed()).handler(script);
        if (script.input() == EntryScript.Input.RAW) {
            router.route(HttpMethod.OPTIONS, ENTRY_PATH)
                    .handler(RunOutcome.notFailed())
                    .handler(script);
            router.head(ENTRY_PATH).handler(RunOutcome.notFailed()).handler(script);
        } else {
            router.route(HttpMethod.OPTIONS, ENTRY_PATH)
                    .handler(RunOutcome.notFailed())
                    .handler(RoutingContext::end);
        }
        router.route(ENTRY_PATH).handler(failures.methodNotAllowed("GET, POST, OPTIONS"));
    }
}
