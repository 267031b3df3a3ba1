package dev.scoreline.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * Starts ONNX Runtime: once a process, on a stack that is deep enough, with its telemetry off. It writes past every log, on the
 * process's own output: errors of its own are left, such as a library that is missing, since exceptions say less of them;
 * sessions are silent. Thread-safe.
 */
final class OnnxRuntime {

    /**
     * ONNX Runtime 1.29 reads the process's command line when it starts, recursively and at some 300 bytes of stack a character: 8 KB
     * of class path overflow the usual stack, in native code, which ends the process.
     */
    private static final long STACK_BYTES = 512L << 20;

    private OnnxRuntime() {}

    /** The one environment of the process. Blocks. */
    static OrtEnvironment environment() throws OrtException {
        OrtEnvironment environment = DeepStack.run(
                "onnx-runtime-start",
                STACK_BYTES,
                () -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));
        environment.setTelemetry(false);
        return environment;
    }
}
