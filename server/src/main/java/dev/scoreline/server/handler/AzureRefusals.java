package dev.scoreline.server.handler;

import dev.scoreline.entry.EntryScript;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.scoring.codec.JsonSyntax;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells failures in the statuses and the words of Azure ML's inference server, for strict compatibility. That server says only
 * of bodies that are not JSON what is wrong with them; data that does not fit is a failure of the user's code there. Stateless;
 * thread-safe.
 */
final class AzureRefusals {

    static final String NOT_FOUND =
            "The requested URL was not found on the server. If you entered the URL manually please"
                    + " check your spelling and try again.";
    static final String ROUTER_METHOD = "The method is not allowed for the requested URL.";
    static final String HEAD_METHOD = "Method not allowed";
    static final String SCRIPT_FAILED = "An unexpected error occurred in scoring script. Check the logs for more info.";
    static final String SERVER_FAILED = "An unexpected internal error occurred. Check the logs for more info.";

    /** The keys that some form of payload has at its top; one without any lacks the parameter of the usual form. */
    private static final Set<String> PAYLOAD_KEYS = Set.of(
            "data", "input_data", "inputs", "instances", "dataframe_split", "dataframe_records", "Inputs", "rows");

    private static final Logger LOG = LoggerFactory.getLogger(AzureRefusals.class);

    private AzureRefusals() {}

    static Future<Refusal> of(RoutingContext context, InferenceException failure) {
        return switch (failure.code()) {
            case INVALID_INPUT -> invalid(context, failure);
            case UNSUPPORTED_MEDIA_TYPE -> told(415, "Expects Content-Type to be application/json");
            case URI_TOO_LONG -> told(400, failure.getMessage());
            case MODEL_FAILED -> Future.succeededFuture(new Refusal(500, SCRIPT_FAILED, true));
            case SCRIPT_FAILED, SCRIPT_TIMEOUT -> Future.succeededFuture(new Refusal(500, failure.getMessage(), true));
            case DEADLINE_EXCEEDED -> Future.succeededFuture(new Refusal(500, failure.getMessage(), true));
            case INTERNAL -> told(500, SERVER_FAILED);
            case UNAUTHENTICATED,
                    FORBIDDEN,
                    MODEL_NOT_FOUND,
                    DOCUMENT_NOT_FOUND,
                    INPUT_TOO_LARGE,
                    HEADER_TOO_LONG,
                    NO_MODEL,
                    INVALID_MODEL,
                    UNSUPPORTED_MODEL,
                    INVALID_SCRIPT,
                    OVERLOADED,
                    SHUTTING_DOWN -> told(Failures.status(failure.code()), failure.getMessage());
        };
    }

    private static Future<Refusal> told(int status, String message) {
        return Future.succeededFuture(new Refusal(status, message, false));
    }

    private static Future<Refusal> invalid(RoutingContext context, InferenceException failure) {
        Optional<EntryScript.Input> script = EntryScore.inputOf(context);
        if (script.isPresent() && script.get() != EntryScript.Input.JSON) {
            return told(400, failure.getMessage());
        }
        // A script tells a missing parameter in Azure ML's words already, and what does not fit is its failure.
        Function<JsonSyntax, Refusal> json = syntax ->
                script.isPresent() ? new Refusal(400, failure.getMessage(), false) : ofModel(context, syntax, failure);
        return RequestBody.find(context)
                .map(body -> invalid(context, body, json))
                .orElseGet(() -> script.isPresent()
                        ? told(400, failure.getMessage())
                        : Future.succeededFuture(notFitting(context, failure)));
    }

    /** Reads the body again, on a worker because it may be long, to learn whether it is JSON at all. */
    private static Future<Refusal> invalid(
            RoutingContext context, RequestBody.Collected body, Function<JsonSyntax, Refusal> json) {
        if (body.length() == 0) {
            return told(400, "POST body is empty. Expecting a JSON dictionary.");
        }
        return context.vertx()
                .executeBlocking(() -> syntax(body), false)
                .map(syntax -> syntax.map(known -> refusal(known, json)).orElseGet(() -> {
                    LOG.warn("the body of a request is no text {}", LogText.ids(context));
                    return new Refusal(500, SERVER_FAILED, false);
                }));
    }

    /** Empty if the body is no text. */
    private static Optional<JsonSyntax> syntax(RequestBody.Collected body) {
        try {
            return Optional.of(JsonSyntax.of(body.bytes(), 0, body.length()));
        } catch (InferenceException e) {
            return Optional.empty();
        }
    }

    private static Refusal refusal(JsonSyntax syntax, Function<JsonSyntax, Refusal> json) {
        if (syntax.error().isPresent()) {
            return new Refusal(
                    400,
                    "POST body could not be decoded as JSON: " + syntax.error().get(),
                    false);
        }
        return syntax.isObject()
                ? json.apply(syntax)
                : new Refusal(400, "POST body should be a JSON dictionary.", false);
    }

    private static Refusal ofModel(RoutingContext context, JsonSyntax syntax, InferenceException failure) {
        return Collections.disjoint(syntax.keys(), PAYLOAD_KEYS) && Collections.disjoint(syntax.keys(), inputs(context))
                ? new Refusal(400, "A value is not provided for the 'data' parameter.", false)
                : notFitting(context, failure);
    }

    /** The names under which inputs may stand at the body's top. */
    private static List<String> inputs(RoutingContext context) {
        return ModelChoice.find(context)
                .map(chosen -> chosen.model().signature().tensors())
                .orElse(List.of())
                .stream()
                .map(Input::name)
                .toList();
    }

    private static Refusal notFitting(RoutingContext context, InferenceException failure) {
        LOG.warn("request to {} refused: {} {}", context.normalizedPath(), failure.getMessage(), LogText.ids(context));
        return new Refusal(500, SCRIPT_FAILED, true);
    }
}
