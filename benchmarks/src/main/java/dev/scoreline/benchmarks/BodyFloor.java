package dev.scoreline.benchmarks;

import io.vertx.core.Vertx;

/**
 * The floor below a scoring server: a bare Vert.x server that reads the whole body and answers two bytes. What Scoreline costs
 * beyond this is Scoreline's own.
 */
public final class BodyFloor {

    private BodyFloor() {}

    /** Listens on 127.0.0.1, on the port given as the only argument, until the process is ended. */
    public static void main(String[] args) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(body -> request.response().end("[]")))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .await();
    }
}
