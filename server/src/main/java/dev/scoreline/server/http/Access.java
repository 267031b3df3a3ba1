package dev.scoreline.server.http;

import dev.scoreline.server.auth.Authenticator;

/**
 * Who gets in, and where. Immutable; thread-safe.
 *
 * @param authenticator says who somebody is
 * @param openDocuments whether the list of models and the API's document are for everybody; health always is
 */
public record Access(Authenticator authenticator, boolean openDocuments) {

    /** Everybody, everywhere. */
    public static final Access OPEN = new Access(Authenticator.OPEN, true);

    /** Who is asked before a document is shown. */
    Authenticator documents() {
        return openDocuments ? Authenticator.OPEN : authenticator;
    }
}
