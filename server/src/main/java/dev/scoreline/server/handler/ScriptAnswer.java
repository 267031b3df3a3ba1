package dev.scoreline.server.handler;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** What a script answered. */
sealed interface ScriptAnswer {

    /** Sends what is left of it; does nothing if the client has left. Called on the event loop. */
    void send(HttpServerResponse http);

    /** An answer whose body is there in whole. */
    record Whole(ScriptHead head, Buffer body) implements ScriptAnswer {
        @Override
        public void send(HttpServerResponse http) {
            if (!http.closed() && !http.ended()) {
                head.put(http);
                http.end(body);
            }
        }
    }

    /** An answer whose pieces are sent already, if there were any. */
    record Streamed(ScriptHead head) implements ScriptAnswer {
        @Override
        public void send(HttpServerResponse http) {
            if (http.closed() || http.ended()) {
                return;
            }
            if (!http.headWritten()) {
                head.put(http);
                http.setChunked(true);
            }
            http.end();
        }
    }
}
