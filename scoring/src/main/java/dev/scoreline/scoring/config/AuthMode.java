package dev.scoreline.scoring.config;

/** How senders are known. The first two words are Azure ML's; its two kinds of token are both tokens here. */
public enum AuthMode {
    /** They are not: everybody may score. */
    NONE,
    /** By a key that is the same until it is replaced. */
    KEY,
    /** By a signed token that expires. */
    JWT
}
