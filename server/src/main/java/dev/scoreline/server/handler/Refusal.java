package dev.scoreline.server.handler;

/**
 * How a failure is told.
 *
 * @param isRunFailed whether it was the model or the user's code that failed, rather than the request
 */
record Refusal(int status, String message, boolean isRunFailed) {}
