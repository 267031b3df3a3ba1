package dev.scoreline.server.handler;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** A whole answer, which HEAD is told the length of without getting it. Stateless; thread-safe. */
final class Document {

    private Document() {}

    static void send(HttpServerResponse response, String contentType, Buffer content) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                // RFC 9110, section 8.6: of what a GET would get. Without it HEAD gets none.
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()))
                .end(content);
    }

    static void send(HttpServerResponse response, String contentType, String content) {
        send(response, contentType, Buffer.buffer(content));
    }
}
