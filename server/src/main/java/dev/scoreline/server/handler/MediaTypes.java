package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.BodyFormat;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets bodies pass that are understood, judged by the Content-Type: JSON, and where models answer protobuf. One that says nothing
 * counts as JSON: none at all, plain text, and the form type, which is what curl sends with {@code -d} when nobody tells it
 * otherwise; and so do bytes that do not begin as protobuf does. Called on event-loop threads.
 */
public final class MediaTypes implements Handler<RoutingContext> {

    private static final Set<String> JSON = Set.of(
            "",
            "application/json",
            "text/json",
            "text/plain",
            Negotiation.OCTET_STREAM,
            "application/x-www-form-urlencoded",
            "*/*");

    private static final ContextKey<Negotiation> KEY = new ContextKey<>("negotiation");

    private final Compatibility compatibility;
    private final boolean takesProtobuf;

    private MediaTypes(Compatibility compatibility, boolean takesProtobuf) {
        this.compatibility = compatibility;
        this.takesProtobuf = takesProtobuf;
    }

    /** For bodies that must be JSON. */
    public static MediaTypes ofJson(Compatibility compatibility) {
        return new MediaTypes(compatibility, false);
    }

    /** For bodies that a model takes. Azure ML's inference server knows no protobuf. */
    public static MediaTypes ofModel(Compatibility compatibility) {
        return new MediaTypes(compatibility, !compatibility.isStrict());
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = essence(request.getHeader(HttpHeaders.CONTENT_TYPE));
        boolean isProtobuf = takesProtobuf && Negotiation.isProtobuf(type);
        if (!isProtobuf && !isJson(type)) {
            throw unsupported("expected a body of Content-Type application/json"
                    + (takesProtobuf ? " or application/x-protobuf" : "") + " but got " + type);
        }
        String encoding = essence(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (!encoding.isEmpty() && !encoding.equals("identity")) {
            throw unsupported("expected a body without Content-Encoding but got " + encoding);
        }
        if (takesProtobuf) {
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            Optional<Negotiation> found = Negotiation.of(type, accept == null ? "" : accept);
            if (found.isPresent()) {
                KEY.put(context, found.get());
            }
        }
        context.next();
    }

    /** How a request whose body has come is written, and how its answer is to be. */
    static Negotiation.Exchange exchange(RoutingContext context, RequestBody.Collected body) {
        Optional<Negotiation> found = KEY.find(context);
        return found.isEmpty()
                ? Negotiation.Exchange.OF_JSON
                : found.get().exchange(found.get().format(body));
    }

    /** Whether a request is known to be written in protobuf, by its type or by the body that has come. */
    static boolean isProtobuf(RoutingContext context) {
        Optional<Negotiation> found = KEY.find(context);
        return found.isPresent()
                && (Negotiation.isProtobuf(found.get().type())
                        || RequestBody.find(context)
                                .filter(body -> found.get().format(body) == BodyFormat.PROTOBUF)
                                .isPresent());
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
