package dev.scoreline.entry;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;

/** A script that cannot be served, told when the server starts. Stateless; thread-safe. */
final class ScriptRefusal {

    private ScriptRefusal() {}

    static InferenceException of(String message) {
        return new InferenceException(ErrorCode.INVALID_SCRIPT, message);
    }

    /** A class that the script needs is missing, or its static part failed. */
    static InferenceException of(ScriptClass script, LinkageError error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return of("Failed to load the entry script " + script.name() + ": " + cause, error);
    }

    static InferenceException of(String message, Throwable cause) {
        return new InferenceException(ErrorCode.INVALID_SCRIPT, message, cause);
    }
}
