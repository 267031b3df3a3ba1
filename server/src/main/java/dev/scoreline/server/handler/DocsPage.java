package dev.scoreline.server.handler;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the page under {@code /docs/}: a closed list of files from the class path, ours and two of Swagger UI's. Nothing comes
 * from elsewhere, and the page's policy lets the browser load nothing from elsewhere. The files tell nothing about the models,
 * so they are for everybody; what the page then asks for stands behind the access of its own paths.
 *
 * <p>A file is read by a worker when it is first asked for. Called on event-loop threads.
 */
public final class DocsPage implements Handler<RoutingContext> {

    /** The path of the page, to which its files are relative. */
    public static final String PATH = "/docs/";

    /** Scripts, styles and requests of this server only; Swagger UI's images are data in its style sheet. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "", "text/html; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "swagger-ui.css", "text/css; charset=utf-8");

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final Map<String, Future<DocsFile>> files = new ConcurrentHashMap<>();
    private final Handler<RoutingContext> notFound;

    /** {@code notFound} answers for names that are none of the page's. */
    public DocsPage(Handler<RoutingContext> notFound) {
        this.notFound = notFound;
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.length() < PATH.length()) {
            // So that the page's relative addresses hold; relative itself, for a server behind a path prefix.
            context.response()
                    .setStatusCode(308)
                    .putHeader(HttpHeaders.LOCATION, "docs/")
                    .end();
            return;
        }
        String name = path.substring(PATH.length());
        Optional<String> resource = DocsFile.resource(name);
        if (resource.isEmpty()) {
            notFound.handle(context);
            return;
        }
        files.computeIfAbsent(
                        name, first -> context.vertx().executeBlocking(() -> DocsFile.read(resource.get()), false))
                .onSuccess(file -> send(context, TYPES.getOrDefault(name, SCRIPT), file))
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, String type, DocsFile file) {
        HttpServerResponse response = context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, file.tag());
        if (file.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        Document.send(response, type, Buffer.buffer(file.bytes()));
    }
}
