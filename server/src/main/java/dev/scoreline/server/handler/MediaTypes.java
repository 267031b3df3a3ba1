package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets JSON bodies pass, judged by the Content-Type. One that says nothing counts as JSON: none at all, plain text, bytes, and
 * the form type, which is what curl sends with {@code -d} when nobody tells it otherwise. Called on event-loop threads.
 */
public final class MediaTypes implements Handler<RoutingContext> {

    private static final Set<String> JSON = Set.of(
            "",
            "application/json",
            "text/json",
            "text/plain",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "*/*");

    private final Compatibility compatibility;

    public MediaTypes(Compatibility compatibility) {
        this.compatibility = compatibility;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = essence(request.getHeader(HttpHeaders.CONTENT_TYPE));
        if (!isJson(type)) {
            throw unsupported("expected a body of Content-Type application/json but got " + type);
        }
        String encoding = essence(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (!encoding.isEmpty() && !encoding.equals("identity")) {
            throw unsupported("expected a body without Content-Encoding but got " + encoding);
        }
        context.next();
    }

    /** Azure ML's server takes {@code application/json} and {@code application/*+json} and nothing else. */
    private boolean isJson(String type) {
        return switch (compatibility) {
            case DEFAULT -> JSON.contains(type) || type.endsWith("+json");
            case STRICT ->
                type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
        };
    }

    /** The type without its parameters, in lower case. */
    private static String essence(@Nullable String header) {
        if (header == null) {
            return "";
        }
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static InferenceException unsupported(String message) {
        return new InferenceException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message);
    }
}
