package dev.scoreline.server.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What the script {@code Streams} tells the test that has started it. Thread-safe. */
public final class StreamSignals {

    /** How much the script has handed over and the server has taken. */
    public static final AtomicLong SENT_BYTES = new AtomicLong();

    private static volatile CompletableFuture<String> ended = new CompletableFuture<>();

    private StreamSignals() {}

    static void reset() {
        SENT_BYTES.set(0);
        ended = new CompletableFuture<>();
    }

    /** How a stream ended. */
    static CompletableFuture<String> ended() {
        return ended;
    }

    /** Tells how the stream ends. */
    public static void end(String how) {
        ended.complete(how);
    }
}
