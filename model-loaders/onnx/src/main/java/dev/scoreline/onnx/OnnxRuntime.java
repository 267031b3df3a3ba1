package dev.scoreline.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts ONNX Runtime: once a process, on a stack that is deep enough, with its telemetry off. It writes past every log,
 * on the process's own output: errors of its own are left, such as a library that is missing, since exceptions say less of them;
 * sessions are silent. Thread-safe. */
final class OnnxRuntime {

    /**
     * ONNX Runtime 1.29 reads the process's command line when it starts, recursively and at some 300 bytes of stack a character: 8 KB
     * of class path overflow the usual stack, in native code, which ends the process. Memory is taken only as it is used.
     */
    private static final long STACK_BYTES = 512L << 20;

    private OnnxRuntime() {}

    /** The one environment of the process. Blocks. */
    static OrtEnvironment environment() throws OrtException {
        CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
        new Thread(null, () -> start(started), "onnx-runtime-start", STACK_BYTES).start();
        OrtEnvironment environment = joined(started);
        environment.setTelemetry(false);
        return environment;
    }

    private static void start(CompletableFuture<OrtEnvironment> started) {
        try {
            started.complete(OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));
        } catch (RuntimeException | LinkageError e) {
            started.completeExceptionally(e);
        }
    }

    private static OrtEnvironment joined(CompletableFuture<OrtEnvironment> started) {
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            throw e;
        }
    }
}
