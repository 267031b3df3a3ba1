package dev.scoreline.server.auth;

import java.util.Set;

/**
 * A known sender. Immutable; thread-safe.
 *
 * @param name for people: {@code primary}, or a token's subject
 * @param scopes what the sender may do: {@code score} any model, {@code score:NAME} one
 */
public record Identity(String name, Set<String> scopes) {

    static final String SCORE = "score";

    /** Whoever it is, may score every model. */
    public static final Identity ANYONE = new Identity("anyone", Set.of(SCORE));

    public Identity {
        scopes = Set.copyOf(scopes);
    }

    /** The scope that allows one model only. */
    static String scopeOf(String model) {
        return SCORE + ":" + model;
    }

    public boolean mayScoreEveryModel() {
        return scopes.contains(SCORE);
    }

    public boolean mayScore(String model) {
        return mayScoreEveryModel() || scopes.contains(scopeOf(model));
    }
}
