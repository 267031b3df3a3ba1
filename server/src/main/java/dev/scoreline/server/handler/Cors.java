package dev.scoreline.server.handler;

import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins read the answers: every answer, errors too, of a request whose origin is allowed. A request of
 * another origin is answered like any other but without the headers, so that the browser keeps the answer from the page.
 * A preflight is answered by {@link Options}. Called on event-loop threads.
 */
public final class Cors implements Handler<RoutingContext> {

    private static final Set<String> METHODS = new TreeSet<>(Set.of("GET", "POST"));
    private static final CharSequence ALLOWED_METHODS = HttpHeaders.createOptimized("GET, POST");

    private final Set<String> origins;
    private final boolean isAny;
    private final String firstOrigin;
    private final Compatibility compatibility;

    /** @param origins at least one; {@code *} is any */
    public Cors(List<String> origins, Compatibility compatibility) {
        this.origins =
                origins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.isAny = origins.contains("*");
        this.firstOrigin = new TreeSet<>(origins).first();
        this.compatibility = compatibility;
    }

    @Override
    public void handle(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            withoutOrigin(context.response());
        } else if (isAny || origins.contains(origin.toLowerCase(Locale.ROOT))) {
            allow(context.response(), origin);
            preflight(context.request(), context.response());
        }
        context.next();
    }

    /** flask-cors, and so Azure ML's server, names the first origin where none came. */
    private void withoutOrigin(HttpServerResponse response) {
        if (isAny) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        } else if (compatibility.isStrict()) {
            allow(response, firstOrigin);
        }
    }

    private static void allow(HttpServerResponse response, String origin) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }

    private static void preflight(HttpServerRequest request, HttpServerResponse response) {
        String method = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (!request.method().equals(HttpMethod.OPTIONS)
                || method == null
                || !METHODS.contains(method.toUpperCase(Locale.ROOT))) {
            return;
        }
        String names = sorted(request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS));
        if (!names.isEmpty()) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, names);
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, ALLOWED_METHODS);
    }

    /** The names as Azure ML's server gives them back: by code point, capitals first. */
    private static String sorted(@Nullable String names) {
        return names == null
                ? ""
                : Arrays.stream(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
