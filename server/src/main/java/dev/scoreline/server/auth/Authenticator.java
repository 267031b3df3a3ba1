package dev.scoreline.server.auth;

import io.vertx.core.Future;

/** Says who sends a request, by its {@code Authorization} header. Thread-safe; called on event-loop threads, must not wait. */
@FunctionalInterface
public interface Authenticator {

    /** Takes everybody for somebody who may do everything. */
    Authenticator OPEN = authorization -> Future.succeededFuture(Identity.ANYONE);

    /**
     * The sender.
     *
     * @param authorization the header as it came; empty if none came
     * @return as a rule complete at once; completed on any thread. Fails with an
     *     {@link dev.scoreline.model.InferenceException}: {@code UNAUTHENTICATED} if the header names nobody, {@code OVERLOADED}
     *     if that cannot be found out now; the message holds nothing of the header
     */
    Future<Identity> authenticate(String authorization);

    /** How it goes to read again what senders are known by. */
    default Reloads reloads() {
        return Reloads.NONE;
    }
}
