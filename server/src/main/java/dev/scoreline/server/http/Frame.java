package dev.scoreline.server.http;

import dev.scoreline.scoring.config.Compatibility;
import dev.scoreline.server.handler.Cors;
import dev.scoreline.server.handler.Failures;
import dev.scoreline.server.handler.RequestId;
import dev.scoreline.server.handler.ServerVersion;
import dev.scoreline.server.handler.Trace;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before every answer: the server's version, the trace, CORS and the ids. With strict compatibility it stands on
 * the paths alone, because Azure ML's server shows none of it on a 404 or 405. One thread.
 */
final class Frame {

    private final Router router;
    private final Failures failures;
    private final HttpOptions options;
    private final Compatibility compatibility;

    Frame(Router router, Failures failures, HttpOptions options) {
        this.router = router;
        this.failures = failures;
        this.options = options;
        this.compatibility = options.compatibility();
    }

    /** Stands before every path, where it does not stand on each of them. */
    void before(Route all) {
        if (!compatibility.isStrict()) {
            stations().forEach(all::handler);
        }
    }

    /** A path with what stands before each of its answers. */
    Route path(String path, HttpMethod... methods) {
        Route route = router.route(path);
        for (HttpMethod method : methods) {
            route.method(method);
        }
        if (compatibility.isStrict()) {
            route.handler(this::withoutSlash);
            stations().forEach(route::handler);
        }
        return route;
    }

    /** Refuses the methods of a path that were not given one. */
    void refuseOthers(String path, String allowed) {
        router.route(path).handler(failures.methodNotAllowed(allowed));
    }

    Failures failures() {
        return failures;
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

    private List<Handler<RoutingContext>> stations() {
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
