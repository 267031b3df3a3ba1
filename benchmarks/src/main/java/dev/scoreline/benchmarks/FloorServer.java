package dev.scoreline.benchmarks;

import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.codec.ScoreRequest;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The floors below a scoring server, on as many event loops: what a request costs when less and less is done for it.
 *
 * <ul>
 *   <li>{@code /text} answers two bytes and looks at nothing;
 *   <li>{@code /body} reads the whole body first;
 *   <li>{@code /decode} reads the rows in it too, as the model wants them;
 *   <li>{@code /model} reads the body and scores the rows of the sample, which were decoded once.
 * </ul>
 *
 * What Scoreline costs beyond these is Scoreline's own: routing, headers, ids, admission, writing the answer.
 */
public final class FloorServer {

    private static final Buffer ANSWER = Buffer.buffer("[]");

    private FloorServer() {}

    /** Listens on 127.0.0.1 until the process is ended. Arguments: the port, the model directory, the rows of the sample. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[1]);
        ModelLoaders loaders = ModelLoaders.installed();
        Models models = Models.load(
                ModelDirectory.resolve(directory, Optional.empty(), Optional.empty(), loaders),
                Optional.empty(),
                loaders);
        LoadedModel model = models.only();
        byte[] body = SampleBody.of(directory, Integer.parseInt(args[2])).getBytes();
        ScoreRequest sample = model.decoder().decode(body, 0, body.length);
        String method = model.model().signature().defaultMethod().name();
        Map<String, Handler<HttpServerRequest>> floors = Map.of(
                "/text", request -> request.response().end(ANSWER),
                "/body",
                        request -> body(request)
                                .onSuccess(bytes -> request.response().end(ANSWER)),
                "/decode",
                        request -> body(request).onSuccess(bytes -> {
                            model.decoder().decode(bytes, 0, bytes.length);
                            request.response().end(ANSWER);
                        }),
                "/model",
                        request -> body(request).onSuccess(bytes -> {
                            model.model().score(method, sample.input());
                            request.response().end(ANSWER);
                        }));
        Handler<HttpServerRequest> answer = request ->
                floors.getOrDefault(request.path(), FloorServer::notFound).handle(request);
        int port = Integer.parseInt(args[0]);
        // One a core, which is what Scoreline does when nobody says otherwise.
        DeploymentOptions eventLoops =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        Vertx.vertx()
                .deployVerticle(() -> context -> listen(context.owner(), answer, port), eventLoops)
                .await();
    }

    private static Future<HttpServer> listen(Vertx vertx, Handler<HttpServerRequest> answer, int port) {
        return vertx.createHttpServer().requestHandler(answer).listen(port, "127.0.0.1");
    }

    private static Future<byte[]> body(HttpServerRequest request) {
        return request.body().map(Buffer::getBytes);
    }

    private static void notFound(HttpServerRequest request) {
        request.response().setStatusCode(404).end();
    }
}
