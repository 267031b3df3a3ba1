package dev.scoreline.server.http;

import dev.scoreline.entry.EntryScript;
import dev.scoreline.scoring.Deadline;
import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.server.handler.Authentication;
import dev.scoreline.server.handler.BodyBudget;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.handler.MediaTypes;
import dev.scoreline.server.handler.ModelChoice;
import dev.scoreline.server.handler.Options;
import dev.scoreline.server.handler.Permission;
import dev.scoreline.server.handler.QueryBody;
import dev.scoreline.server.handler.RequestBody;
import dev.scoreline.server.handler.RequestDeadline;
import dev.scoreline.server.handler.RunOutcome;
import dev.scoreline.server.handler.Score;
import dev.scoreline.server.handler.Vacancy;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.time.Duration;
import java.util.List;

/**
 * The stations of requests to score, in their order. Those after the body (decode, admission, execution, encode) are the {@code
 * Scorer}'s, because batch runs share them. One thread.
 */
final class ScoreRoutes {

    static final String USUAL = "/score";

    private static final List<String> PATHS =
            List.of(USUAL, "/models/:name/score", "/models/:name/versions/:version/score");

    private final Frame frame;
    private final Service service;
    private final HttpOptions options;
    private final Compatibility compatibility;
    private final BodyBudget bodies;

    private ScoreRoutes(Frame frame, Service service, HttpOptions options) {
        this.frame = frame;
        this.service = service;
        this.options = options;
        this.compatibility = options.compatibility();
        this.bodies = new BodyBudget(options.maxTotalBodyBytes());
    }

    static void add(Frame frame, Service service, HttpOptions options) {
        ScoreRoutes routes = new ScoreRoutes(frame, service, options);
        service.metrics().watchBodies(routes.bodies::heldBytes, options.maxTotalBodyBytes());
        service.entry().ifPresent(routes::script);
        PATHS.forEach(routes::score);
    }

    private void score(String path) {
        String allowed = "OPTIONS, GET, POST";
        Authentication authentication = new Authentication(service.access().authenticator(), options.maxBodyBytes());
        Permission permission = Permission.ofModel(options.maxBodyBytes());
        frame.path(path, HttpMethod.POST)
                .handler(deadline(options.scoringTimeout()))
                .handler(authentication)
                .handler(RunOutcome.notFailed())
                .handler(new ModelChoice(service.models()))
                .handler(permission)
                .handler(MediaTypes.ofModel(compatibility))
                .handler(Vacancy.ofModel(options.maxBodyBytes()))
                .handler(new RequestBody(options.maxBodyBytes(), bodies))
                .handler(new Score(compatibility, options.serverTiming()));
        frame.path(path, HttpMethod.GET)
                .handler(deadline(options.scoringTimeout()))
                .handler(authentication)
                .handler(RunOutcome.notFailed())
                .handler(new ModelChoice(service.models()))
                .handler(permission)
                .handler(new QueryBody())
                .handler(new Score(compatibility, options.serverTiming()));
        frame.path(path, HttpMethod.OPTIONS)
                .handler(RunOutcome.notFailed())
                .handler(new Options(compatibility.isStrict() ? "" : allowed, compatibility));
        if (compatibility.isStrict()) {
            frame.path(path, HttpMethod.HEAD).handler(frame.failures().headNotAllowed());
        }
        frame.refuseOthers(path, allowed);
    }

    /** The entry script stands before the models on the path that it takes. */
    private void script(EntryScore script) {
        Route post = allowedScript(HttpMethod.POST);
        if (script.input() == EntryScript.Input.JSON) {
            post.handler(MediaTypes.ofJson(compatibility));
        }
        post.handler(Vacancy.of(script.admission(), options.maxBodyBytes()))
                .handler(new RequestBody(options.maxBodyBytes(), bodies))
                .handler(script);
        allowedScript(HttpMethod.GET).handler(script);
        if (script.input() == EntryScript.Input.RAW) {
            allowedScript(HttpMethod.OPTIONS, HttpMethod.HEAD).handler(script);
        }
    }

    private Route allowedScript(HttpMethod... methods) {
        return frame.path(USUAL, methods)
                // The server's own limit counts from the run's beginning.
                .handler(deadline(Deadline.none().allowed()))
                .handler(new Authentication(service.access().authenticator(), options.maxBodyBytes()))
                .handler(Permission.ofEveryModel(options.maxBodyBytes()))
                .handler(RunOutcome.notFailed());
    }

    private RequestDeadline deadline(Duration limit) {
        return new RequestDeadline(limit, compatibility, options.maxBodyBytes());
    }
}
