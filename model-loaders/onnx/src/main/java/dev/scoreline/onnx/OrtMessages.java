package dev.scoreline.onnx;

import ai.onnxruntime.OrtException;

/** ONNX Runtime's messages, made fit for the caller's eyes. Stateless; thread-safe. */
final class OrtMessages {

    private static final int MAX_CHARS = 300;

    private OrtMessages() {}

    /** The message without its code, the places in ONNX Runtime's source, and paths of this machine. */
    static String plain(OrtException e) {
        String message = String.valueOf(e.getMessage())
                .replaceFirst("^Error code - \\S+ - message: ", "")
                .replaceAll("\\S*/onnxruntime_src/\\S+ ", "")
                .replaceAll("\\S*/[^\\s:]*\\.(cc|h|cpp):\\d+ ", "")
                .replaceAll("(/[^\\s/:'\"]+){2,}/([^\\s/:'\"]+)", "$2")
                .replaceAll("\\s+", " ")
                .trim();
        return message.length() > MAX_CHARS ? message.substring(0, MAX_CHARS) + "…" : message;
    }
}
