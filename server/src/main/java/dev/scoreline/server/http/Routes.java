package dev.scoreline.server.http;

import dev.scoreline.entry.EntryScript;
import dev.scoreline.scoring.Deadline;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.server.handler.ApiDocument;
import dev.scoreline.server.handler.Authentication;
import dev.scoreline.server.handler.BodyBudget;
import dev.scoreline.server.handler.Cors;
import dev.scoreline.server.handler.DocsPage;
import dev.scoreline.server.handler.EntryScore;
import dev.scoreline.server.handler.Failures;
import dev.scoreline.server.handler.HeaderLimits;
import dev.scoreline.server.handler.Health;
import dev.scoreline.server.handler.MediaTypes;
import dev.scoreline.server.handler.MetricsDocument;
import dev.scoreline.server.handler.ModelChoice;
import dev.scoreline.server.handler.ModelList;
import dev.scoreline.server.handler.Options;
import dev.scoreline.server.handler.Permission;
import dev.scoreline.server.handler.QueryBody;
import dev.scoreline.server.handler.RequestBody;
import dev.scoreline.server.handler.RequestDeadline;
import dev.scoreline.server.handler.RequestId;
import dev.scoreline.server.handler.RequestWatch;
import dev.scoreline.server.handler.RunOutcome;
import dev.scoreline.server.handler.Score;
import dev.scoreline.server.handler.ServerVersion;
import dev.scoreline.server.handler.Trace;
import dev.scoreline.server.handler.Vacancy;
import dev.scoreline.server.metrics.ServerMetrics;
import dev.scoreline.swagger.DeclaredSchemas;
import dev.scoreline.swagger.ServicePath;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which handlers stand on which path, and in which order: the only place where order is decided. The stations after the
 * body (decode, admission, execution, encode) are the {@code Scorer}'s, because batch runs share them. One thread.
 */
final class Routes {

    private static final List<String> SCORE_PATHS =
            List.of("/score", "/models/:name/score", "/models/:name/versions/:version/score");

    private final Router router;
    private final Access access;
    private final HttpOptions options;
    private final Compatibility compatibility;
    private final Failures failures;
    private final ServerMetrics metrics;
    private final BodyBudget bodies;

    private Routes(Vertx vertx, Access access, ServerMetrics metrics, HttpOptions options) {
        this.router = Router.router(vertx);
        this.access = access;
        this.options = options;
        this.compatibility = options.compatibility();
        this.failures = new Failures(compatibility);
        this.metrics = metrics;
        this.bodies = new BodyBudget(options.maxTotalBodyBytes());
    }

    static Router create(
            Vertx vertx,
            Models models,
            Optional<EntryScore> entry,
            Health health,
            Access access,
            ServerMetrics metrics,
            HttpOptions options) {
        Routes routes = new Routes(vertx, access, metrics, options);
        metrics.watchBodies(routes.bodies::heldBytes, options.maxTotalBodyBytes());
        routes.open();
        routes.answers(models, entry, health);
        entry.ifPresent(routes::script);
        SCORE_PATHS.forEach(path -> routes.score(path, models));
        routes.router.errorHandler(400, routes.failures.badRequest());
        routes.router.errorHandler(404, routes.failures.notFound());
        return routes.router;
    }

    /** The one route of the metrics' own port. */
    static Router ofMetrics(Vertx vertx, ServerMetrics metrics, HttpOptions options) {
        Routes routes = new Routes(vertx, Access.OPEN, metrics, options);
        routes.router.route().failureHandler(routes.failures);
        routes.router.get("/metrics").handler(new MetricsDocument(metrics));
        return routes.router;
    }

    private void open() {
        Route all = router.route()
                .handler(new RequestWatch(metrics))
                .handler(new HeaderLimits())
                .failureHandler(failures);
        if (!compatibility.isStrict()) {
            frame().forEach(all::handler);
        }
    }

    private void answers(Models models, Optional<EntryScore> entry, Health health) {
        answer("/", List.of(health.healthy(compatibility)));
        answer("/livez", List.of(health.live()));
        answer("/readyz", List.of(health.readiness()));
        Authentication documents = new Authentication(access.documents(), options.maxBodyBytes());
        answer("/models", List.of(documents, new ModelList(models)));
        if (options.api().hasPage()) {
            Handler<RoutingContext> page = new DocsPage(failures.notFound());
            answer("/docs", List.of(page));
            answer(DocsPage.PATH + "*", List.of(page));
        }
        if (options.metricsPort().isEmpty()) {
            answer("/metrics", List.of(documents, new MetricsDocument(metrics)));
        }
        answer(
                "/swagger.json",
                List.of(documents, RunOutcome.notFailed(), new ApiDocument(described(models, entry), options.api())));
    }

    /** The entry script takes the first path from the models. */
    private List<ServicePath> described(Models models, Optional<EntryScore> entry) {
        List<ServicePath> paths = new ArrayList<>(ApiDocument.paths(models, compatibility.isStrict()));
        entry.ifPresent(script -> {
            paths.removeIf(path -> path.path().equals(SCORE_PATHS.get(0)));
            paths.add(0, new ServicePath(SCORE_PATHS.get(0), new DeclaredSchemas(script.signature())));
        });
        return paths;
    }

    private void answer(String path, List<Handler<RoutingContext>> stations) {
        String allowed = "OPTIONS, HEAD, GET";
        Route get = framed(path, HttpMethod.GET, HttpMethod.HEAD).handler(RequestWatch.path(path));
        stations.forEach(get::handler);
        framed(path, HttpMethod.OPTIONS).handler(new Options(allowed, compatibility));
        router.route(path).handler(failures.methodNotAllowed(allowed));
    }

    private void score(String path, Models models) {
        String allowed = "OPTIONS, GET, POST";
        Authentication authentication = new Authentication(access.authenticator(), options.maxBodyBytes());
        Permission permission = Permission.ofModel(options.maxBodyBytes());
        framed(path, HttpMethod.POST)
                .handler(deadline(options.scoringTimeout()))
                .handler(authentication)
                .handler(RunOutcome.notFailed())
                .handler(new ModelChoice(models))
                .handler(permission)
                .handler(MediaTypes.ofModel(compatibility))
                .handler(Vacancy.ofModel(options.maxBodyBytes()))
                .handler(new RequestBody(options.maxBodyBytes(), bodies))
                .handler(new Score(compatibility, options.serverTiming()));
        framed(path, HttpMethod.GET)
                .handler(deadline(options.scoringTimeout()))
                .handler(authentication)
                .handler(RunOutcome.notFailed())
                .handler(new ModelChoice(models))
                .handler(permission)
                .handler(new QueryBody())
                .handler(new Score(compatibility, options.serverTiming()));
        framed(path, HttpMethod.OPTIONS)
                .handler(RunOutcome.notFailed())
                .handler(new Options(compatibility.isStrict() ? "" : allowed, compatibility));
        if (compatibility.isStrict()) {
            framed(path, HttpMethod.HEAD).handler(failures.headNotAllowed());
        }
        router.route(path).handler(failures.methodNotAllowed(allowed));
    }

    private RequestDeadline deadline(Duration limit) {
        return new RequestDeadline(limit, compatibility, options.maxBodyBytes());
    }

    /** The entry script stands before the models on the path that it takes. */
    private void script(EntryScore script) {
        String path = SCORE_PATHS.get(0);
        Route post = allowedScript(path, HttpMethod.POST);
        if (script.input() == EntryScript.Input.JSON) {
            post.handler(MediaTypes.ofJson(compatibility));
        }
        post.handler(Vacancy.of(script.admission(), options.maxBodyBytes()))
                .handler(new RequestBody(options.maxBodyBytes(), bodies))
                .handler(script);
        allowedScript(path, HttpMethod.GET).handler(script);
        if (script.input() == EntryScript.Input.RAW) {
            allowedScript(path, HttpMethod.OPTIONS, HttpMethod.HEAD).handler(script);
        }
    }

    private Route allowedScript(String path, HttpMethod... methods) {
        return framed(path, methods)
                // The server's own limit counts from the run's beginning.
                .handler(deadline(Deadline.none().allowed()))
                .handler(new Authentication(access.authenticator(), options.maxBodyBytes()))
                .handler(Permission.ofEveryModel(options.maxBodyBytes()))
                .handler(RunOutcome.notFailed());
    }

    /** A path with what stands before each of its answers. */
    private Route framed(String path, HttpMethod... methods) {
        Route route = router.route(path);
        for (HttpMethod method : methods) {
            route.method(method);
        }
        if (compatibility.isStrict()) {
            route.handler(this::withoutSlash);
            frame().forEach(route::handler);
        }
        return route;
    }

    /** The router takes a path with a slash at its end for the same path; Azure ML's server does not. */
    private void withoutSlash(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.length() > 1 && path.endsWith("/")) {
            failures.notFound().handle(context);
        } else {
            context.next();
        }
    }

    /** Before every answer; with strict compatibility not before a 404 or 405 of the router, which show none of it. */
    private List<Handler<RoutingContext>> frame() {
        List<Handler<RoutingContext>> stations = new ArrayList<>();
        options.serverVersion().ifPresent(version -> stations.add(new ServerVersion(version)));
        stations.add(new Trace(compatibility));
        if (!options.corsOrigins().isEmpty()) {
            stations.add(new Cors(options.corsOrigins(), compatibility));
        }
        stations.add(new RequestId(compatibility));
        return stations;
    }
}
