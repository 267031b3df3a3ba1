package dev.scoreline.server.handler;

import dev.scoreline.model.entry.EntryResponse;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a script answered, ready to be sent.
 *
 * @param body the bytes of the response's body
 * @param execution how long the script worked on it
 */
record ScriptAnswer(EntryResponse response, Buffer body, Duration execution) {

    /** Headers that a script cannot set: they are the server's to know. */
    private static final Set<String> OURS = Set.of(
            "content-type",
            "content-length",
            "transfer-encoding",
            "connection",
            "x-ms-run-function-failed",
            "x-ms-run-fn-exec-ms",
            "x-request-id",
            "x-ms-request-id",
            "x-ms-client-request-id");

    void send(HttpServerResponse http, Compatibility compatibility) {
        if (http.closed() || http.ended()) {
            return;
        }
        http.setStatusCode(response.status());
        if (compatibility.isStrict()) {
            http.setStatusMessage(phrase(http.getStatusMessage()));
        }
        putTypes(http, compatibility);
        response.headers().forEach((name, value) -> put(http, name, value, compatibility));
        RunOutcome.failed(http, response.runFunctionFailed() || response.status() >= 500);
        RunOutcome.took(http, execution);
        http.end(body);
    }

    /** A phrase with a bracket is made up for a status that has no name. */
    private static String phrase(String phrase) {
        return phrase.contains("(") ? "UNKNOWN" : phrase.toUpperCase(Locale.ROOT);
    }

    private void putTypes(HttpServerResponse http, Compatibility compatibility) {
        String given = response.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        if (!(response.body() instanceof EntryResponse.Body.Json)) {
            http.putHeader(HttpHeaders.CONTENT_TYPE, given.isEmpty() ? "text/html; charset=utf-8" : given);
            return;
        }
        http.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (compatibility.isStrict() && !given.isEmpty()) {
            // Azure ML's server sends both, in this order.
            http.headers().add(HttpHeaders.CONTENT_TYPE, given);
        }
    }

    private static void put(HttpServerResponse http, String name, String value, Compatibility compatibility) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (!compatibility.isStrict()) {
            // One header with commas means the same, and a date keeps its comma.
            http.headers().add(name, value);
            return;
        }
        for (String item : value.split(",", -1)) {
            http.headers().add(name, item.strip());
        }
    }
}
