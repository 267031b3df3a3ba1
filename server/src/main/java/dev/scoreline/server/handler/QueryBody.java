package dev.scoreline.server.handler;

import dev.scoreline.scoring.codec.JsonSyntax;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * Makes the body of a GET from its query, as Azure ML's server does: {@code ?data=[[1,2]]&method=predict} is {@code
 * {"data": [[1,2]], "method": "predict"}}. A value that is JSON is taken as such, any other as text; a repeated name is a list.
 * Called on event-loop threads.
 */
public final class QueryBody implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        MultiMap query = context.queryParams(StandardCharsets.UTF_8);
        StringJoiner body = new StringJoiner(", ", "{", "}");
        for (String name : query.names()) {
            body.add(Json.encode(name) + ": " + value(query.getAll(name)));
        }
        RequestBody.put(context, body.toString().getBytes(StandardCharsets.UTF_8));
        context.next();
    }

    private static String value(List<String> given) {
        if (given.size() == 1) {
            return value(given.get(0));
        }
        StringJoiner list = new StringJoiner(", ", "[", "]");
        given.forEach(item -> list.add(value(item)));
        return list.toString();
    }

    private static String value(String text) {
        return JsonSyntax.of(text).error().isEmpty() ? text : Json.encode(text);
    }
}
