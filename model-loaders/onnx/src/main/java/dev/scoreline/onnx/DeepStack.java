package dev.scoreline.onnx;

import ai.onnxruntime.OrtException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs native code that calls itself very often on a thread with a deep stack: one that overflows ends the process. The memory of a
 * stack is taken only as it is used. Stateless; thread-safe.
 */
final class DeepStack {

    private DeepStack() {}

    /** What is run. */
    interface Call<T> {
        T call() throws OrtException;
    }

    /** Runs a call and waits for it. Blocks. */
    static <T> T run(String threadName, long stackBytes, Call<T> call) throws OrtException {
        CompletableFuture<T> called = new CompletableFuture<>();
        new Thread(null, () -> complete(called, call), threadName, stackBytes).start();
        try {
            return called.join();
        } catch (CompletionException e) {
            throw cause(e);
        }
    }

    private static <T> void complete(CompletableFuture<T> called, Call<T> call) {
        try {
            called.complete(call.call());
        } catch (OrtException | RuntimeException | Error e) {
            called.completeExceptionally(e);
        }
    }

    private static OrtException cause(CompletionException e) {
        if (e.getCause() instanceof OrtException known) {
            return known;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        throw e;
    }
}
