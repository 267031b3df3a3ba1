package dev.scoreline.server.http;

import dev.scoreline.server.handler.ApiDocument;
import dev.scoreline.server.handler.Authentication;
import dev.scoreline.server.handler.DocsPage;
import dev.scoreline.server.handler.Failures;
import dev.scoreline.server.handler.HeaderLimits;
import dev.scoreline.server.handler.Health;
import dev.scoreline.server.handler.MetricsDocument;
import dev.scoreline.server.handler.ModelList;
import dev.scoreline.server.handler.Options;
import dev.scoreline.server.handler.RequestWatch;
import dev.scoreline.server.handler.RunOutcome;
import dev.scoreline.server.metrics.ServerMetrics;
import dev.scoreline.swagger.DeclaredSchemas;
import dev.scoreline.swagger.ServicePath;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Which handlers stand on which path, and in which order; {@link ScoreRoutes} has those of requests to score. Nowhere else is
 * order decided. One thread.
 */
final class Routes {

    private final Router router;
    private final Service service;
    private final HttpOptions options;
    private final Failures failures;
    private final Frame frame;

    private Routes(Vertx vertx, Service service, HttpOptions options) {
        this.router = Router.router(vertx);
        this.service = service;
        this.options = options;
        this.failures = new Failures(options.compatibility());
        this.frame = new Frame(router, failures, options);
    }

    static Router create(Vertx vertx, Service service, Health health, HttpOptions options) {
        Routes routes = new Routes(vertx, service, options);
        routes.open();
        routes.answers(health);
        ScoreRoutes.add(routes.frame, service, options);
        routes.router.errorHandler(400, routes.failures.badRequest());
        routes.router.errorHandler(404, routes.failures.notFound());
        return routes.router;
    }

    /** The one route of the metrics' own port. */
    static Router ofMetrics(Vertx vertx, ServerMetrics metrics, HttpOptions options) {
        Router router = Router.router(vertx);
        router.route().failureHandler(new Failures(options.compatibility()));
        router.get("/metrics").handler(new MetricsDocument(metrics));
        return router;
    }

    private void open() {
        Route all = router.route()
                .handler(new RequestWatch(service.metrics()))
                .handler(new HeaderLimits())
                .failureHandler(failures);
        frame.before(all);
    }

    private void answers(Health health) {
        answer("/", List.of(health.healthy(options.compatibility())));
        answer("/livez", List.of(health.live()));
        answer("/readyz", List.of(health.readiness()));
        Authentication documents = new Authentication(service.access().documents(), options.maxBodyBytes());
        answer("/models", List.of(documents, new ModelList(service.models())));
        if (options.api().hasPage()) {
            Handler<RoutingContext> page = new DocsPage(failures.notFound());
            answer("/docs", List.of(page));
            answer(DocsPage.PATH + "*", List.of(page));
        }
        if (options.metricsPort().isEmpty()) {
            answer("/metrics", List.of(documents, new MetricsDocument(service.metrics())));
        }
        answer(
                "/swagger.json",
                List.of(documents, RunOutcome.notFailed(), new ApiDocument(described(), options.api())));
    }

    /** The entry script takes the first path from the models. */
    private List<ServicePath> described() {
        List<ServicePath> paths = new ArrayList<>(
                ApiDocument.paths(service.models(), options.compatibility().isStrict()));
        service.entry().ifPresent(script -> {
            paths.removeIf(path -> path.path().equals(ScoreRoutes.USUAL));
            paths.add(0, new ServicePath(ScoreRoutes.USUAL, new DeclaredSchemas(script.signature())));
        });
        return paths;
    }

    private void answer(String path, List<Handler<RoutingContext>> stations) {
        String allowed = "OPTIONS, HEAD, GET";
        Route get = frame.path(path, HttpMethod.GET, HttpMethod.HEAD).handler(RequestWatch.path(path));
        stations.forEach(get::handler);
        frame.path(path, HttpMethod.OPTIONS).handler(new Options(allowed, options.compatibility()));
        frame.refuseOthers(path, allowed);
    }
}
