package dev.scoreline.server.handler;

import dev.scoreline.model.entry.EntryStream;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way of a script's pieces from its worker to the connection: one at a time, since the worker waits until the connection has
 * taken a piece. When the client leaves the worker is interrupted. One worker.
 */
final class ScriptChunks implements EntryStream.Chunks {

    private final ScriptHead head;
    private final HttpServerResponse http;
    private final Context eventLoop;

    /** Whose interruption would meet the script; guarded by this. */
    private @Nullable Thread worker;

    ScriptChunks(ScriptHead head, HttpServerResponse http, Context eventLoop) {
        this.head = head;
        this.http = http;
        this.eventLoop = eventLoop;
    }

    /**
     * Does the writing on this thread.
     *
     * @param ended done when the request is over, also because the client has left
     */
    void during(CompletableFuture<?> ended, Runnable writing) {
        enter();
        CompletableFuture<Void> ignored = ended.thenRun(this::interrupt);
        try {
            writing.run();
        } catch (CancellationException e) {
            // Nobody is there any more to tell; what is over is over.
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        worker = Thread.currentThread();
    }

    /** From here on no interruption can meet what the worker does next. */
    private synchronized void leave() {
        worker = null;
        Thread.interrupted();
    }

    private synchronized void interrupt() {
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public void send(byte[] bytes) {
        if (bytes.length == 0) {
            // An empty chunk would be the end.
            return;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        eventLoop.runOnContext(now -> write(bytes, written));
        try {
            written.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw over(e);
        } catch (ExecutionException e) {
            throw over(e);
        }
    }

    private static CancellationException over(Exception cause) {
        CancellationException over = new CancellationException("the client has left, or the time is over");
        over.initCause(cause);
        return over;
    }

    private void write(byte[] bytes, CompletableFuture<Void> written) {
        if (http.closed() || http.ended()) {
            written.cancel(false);
            return;
        }
        if (!http.headWritten()) {
            head.put(http);
            http.setChunked(true);
        }
        http.write(Buffer.buffer(bytes)).onSuccess(written::complete).onFailure(written::completeExceptionally);
    }
}
