package dev.scoreline.server.auth;

/** Says who sends a request, by its {@code Authorization} header. Thread-safe; called on event-loop threads, must not wait. */
@FunctionalInterface
public interface Authenticator {

    /** Takes everybody for somebody who may do everything. */
    Authenticator OPEN = authorization -> Identity.ANYONE;

    /**
     * The sender.
     *
     * @param authorization the header as it came; empty if none came
     * @throws dev.scoreline.model.InferenceException {@code UNAUTHENTICATED} if it names nobody; the message holds nothing
     *     of the header
     */
    Identity authenticate(String authorization);
}
