package dev.scoreline.server.handler;

import dev.scoreline.entry.EntryScript;
import dev.scoreline.entry.JsonTree;
import dev.scoreline.model.entry.EntryRequest;
import dev.scoreline.model.entry.EntryResponse;
import dev.scoreline.model.entry.EntryStream;
import dev.scoreline.model.schema.ServiceSignature;
import dev.scoreline.scoring.Admission;
import dev.scoreline.scoring.TimedRuns;
import dev.scoreline.scoring.codec.JsonValueEncoder;
import dev.scoreline.scoring.codec.PythonJson;
import dev.scoreline.scoring.config.Compatibility;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Hands requests to the entry script, always on a worker, and sends what comes back. Called on event-loop threads; never blocks
 * them.
 */
public final class EntryScore implements Handler<RoutingContext> {

    private static final ContextKey<EntryScript.Input> KEY = new ContextKey<>("entryScript");

    private final EntryScript script;
    private final TimedRuns runs;
    private final ScriptPhases phases;
    private final Compatibility compatibility;

    public EntryScore(EntryScript script, TimedRuns runs, ScriptPhases phases, Compatibility compatibility) {
        this.script = script;
        this.runs = runs;
        this.phases = phases;
        this.compatibility = compatibility;
    }

    /** What the script wants to see of a request. */
    public EntryScript.Input input() {
        return script.input();
    }

    /** Who may run it. */
    public Admission admission() {
        return runs.admission();
    }

    /** What the script takes, for the API's description. */
    public ServiceSignature signature() {
        return script.signature();
    }

    /** What the entry script wants to see, if a request has come to it. */
    static Optional<EntryScript.Input> inputOf(RoutingContext context) {
        return KEY.find(context);
    }

    @Override
    public void handle(RoutingContext context) {
        KEY.put(context, input());
        EntryRequest request = request(context);
        String ids = LogText.ids(context);
        Context eventLoop = context.vertx().getOrCreateContext();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<ScriptAnswer> answer = runs.start(RequestDeadline.of(context), run -> {
            MDC.put(LogText.IDS, ids);
            try {
                return answer(request, head -> new ScriptChunks(head, context.response(), eventLoop), run, ended);
            } finally {
                MDC.remove(LogText.IDS);
            }
        });
        context.addEndHandler(end -> {
            answer.cancel(false);
            ended.complete(null);
        });
        Future.fromCompletionStage(answer, eventLoop)
                .map(ran -> {
                    ran.send(context.response());
                    return ran;
                })
                .onFailure(context::fail);
    }

    /** On a worker: runs the script and writes its answer. */
    private ScriptAnswer answer(
            EntryRequest request,
            Function<ScriptHead, ScriptChunks> way,
            TimedRuns.Run run,
            CompletableFuture<Void> ended) {
        phases.started(run.queueNanos());
        long start = System.nanoTime();
        EntryResponse response;
        try {
            response = script.run(request);
        } finally {
            phases.ran(System.nanoTime() - start);
        }
        ScriptHead head = new ScriptHead(response, Duration.ofNanos(System.nanoTime() - start), compatibility);
        EntryResponse.Body body = response.body();
        if (body instanceof EntryResponse.Body.Json json) {
            return whole(head, () -> json(json.value()));
        }
        if (body instanceof EntryResponse.Body.Text text) {
            return whole(head, () -> Buffer.buffer(text.text()));
        }
        if (body instanceof EntryResponse.Body.Bytes bytes) {
            return whole(head, () -> Buffer.buffer(bytes.bytes()));
        }
        if (!request.method().equals("HEAD")) {
            stream(((EntryResponse.Body.Chunks) body).stream(), way.apply(head), run, ended);
        }
        return new ScriptAnswer.Streamed(head);
    }

    private ScriptAnswer whole(ScriptHead head, Supplier<Buffer> encoding) {
        long start = System.nanoTime();
        Buffer body = encoding.get();
        phases.encoded(body.length(), System.nanoTime() - start);
        return new ScriptAnswer.Whole(head, body);
    }

    private void stream(EntryStream stream, ScriptChunks chunks, TimedRuns.Run run, CompletableFuture<Void> ended) {
        if (compatibility.isStrict()) {
            // Azure ML's server bounds the run alone.
            run.liftLimit();
        }
        chunks.during(ended, () -> script.write(stream, chunks));
    }

    private Buffer json(@Nullable Object value) {
        ByteBuffer json = JsonValueEncoder.encode(value);
        return switch (compatibility) {
            case DEFAULT ->
                Buffer.buffer(json.remaining())
                        .appendBytes(json.array(), json.arrayOffset() + json.position(), json.remaining());
            case STRICT -> Buffer.buffer(PythonJson.of(json));
        };
    }

    private EntryRequest request(RoutingContext context) {
        HttpServerRequest request = context.request();
        String query = request.query() == null ? "" : request.query();
        return new EntryRequest(
                request.method().name(), request.path(), query, headers(request.headers()), body(context));
    }

    private static Map<String, String> headers(MultiMap all) {
        Map<String, String> headers = new LinkedHashMap<>();
        all.forEach(entry -> headers.merge(
                entry.getKey().toLowerCase(Locale.ROOT), entry.getValue(), (first, next) -> first + "," + next));
        return headers;
    }

    private byte[] body(RoutingContext context) {
        if (context.request().method().equals(HttpMethod.POST)) {
            RequestBody.Collected body = RequestBody.of(context);
            return isFormTrap(context.request()) ? new byte[0] : Arrays.copyOf(body.bytes(), body.length());
        }
        return input() == EntryScript.Input.RAW ? new byte[0] : queryJson(context);
    }

    /** Azure ML's server hands a script that takes text nothing of a form, since its framework has read it already. */
    private boolean isFormTrap(HttpServerRequest request) {
        String type =
                String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        boolean isForm = type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data");
        return isForm && compatibility.isStrict() && input() == EntryScript.Input.TEXT;
    }

    /** A query as Azure ML's server hands it over: {@code a=1&b=x} is {@code {"a": 1, "b": "x"}}. */
    private static byte[] queryJson(RoutingContext context) {
        MultiMap query = context.queryParams(StandardCharsets.UTF_8);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : query.names()) {
            List<@Nullable Object> given = new ArrayList<>();
            query.getAll(name).forEach(text -> given.add(value(text)));
            values.put(name, given.size() == 1 ? given.get(0) : given);
        }
        return PythonJson.of(JsonValueEncoder.encode(values));
    }

    /** What is JSON is taken as such, anything else as text. */
    private static @Nullable Object value(String text) {
        return JsonTree.parse(text).orElseGet(() -> new JsonTree.Holder(text)).value();
    }
}
