package dev.scoreline.server.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A body of unknown length: the same chunk a number of times. One thread: the event loop's. */
final class Chunks implements ReadStream<Buffer> {

    private final Vertx vertx;
    private final Buffer chunk;
    private int left;
    private boolean isPaused;
    private Handler<Buffer> handler;
    private Handler<Void> endHandler;

    Chunks(Vertx vertx, int count, Buffer chunk) {
        this.vertx = vertx;
        this.left = count;
        this.chunk = chunk;
    }

    private void flow() {
        if (isPaused || handler == null) {
            return;
        }
        if (left > 0) {
            left--;
            handler.handle(chunk);
            vertx.runOnContext(next -> flow());
        } else if (left == 0) {
            left = -1;
            endHandler.handle(null);
        }
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        this.handler = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> endHandler) {
        this.endHandler = endHandler;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        isPaused = true;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        isPaused = false;
        vertx.runOnContext(next -> flow());
        return this;
    }
}
