package dev.scoreline.server.handler;

import dev.scoreline.model.entry.EntryResponse;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The status and the headers of a script's answer.
 *
 * @param execution how long {@code run} took
 */
record ScriptHead(EntryResponse response, Duration execution, Compatibility compatibility) {

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

    void put(HttpServerResponse http) {
        http.setStatusCode(response.status());
        if (compatibility.isStrict()) {
            http.setStatusMessage(phrase(http.getStatusMessage()));
        }
        putTypes(http);
        response.headers().forEach((name, value) -> put(http, name, value));
        RunOutcome.failed(http, response.runFunctionFailed() || response.status() >= 500);
        RunOutcome.took(http, execution);
    }

    /** A phrase with a bracket is made up for a status that has no name. */
    private static String phrase(String phrase) {
        return phrase.contains("(") ? "UNKNOWN" : phrase.toUpperCase(Locale.ROOT);
    }

    private void putTypes(HttpServerResponse http) {
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

    private void put(HttpServerResponse http, String name, String value) {
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
