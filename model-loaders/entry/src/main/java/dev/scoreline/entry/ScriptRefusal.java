package dev.scoreline.entry;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;

/** A script that cannot be served, told when the server starts. Stateless; thread-safe. */
final class ScriptRefusal {

    private ScriptRefusal() {}

    static InferenceException of(String message) {
        return new InferenceException(ErrorCode.INVALID_SCRIPT, message);
    }

    static InferenceException of(String message, Throwable cause) {
        return new InferenceException(ErrorCode.INVALID_SCRIPT, message, cause);
    }
}
