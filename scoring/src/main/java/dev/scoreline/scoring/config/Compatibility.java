package dev.scoreline.scoring.config;

import java.util.Locale;

/** How closely the server follows Azure ML's inference server where that one merely breaks. */
public enum Compatibility {
    /** The better thing; {@code docs/azure-compatibility.md} lists what differs and why. */
    DEFAULT,
    /** What Azure ML's inference server was seen to do, also where it is a quirk. */
    STRICT;

    /** Reads {@code default} or {@code strict}, in any case. */
    static Compatibility of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "default" -> DEFAULT;
            case "strict" -> STRICT;
            default -> throw new IllegalArgumentException("default or strict");
        };
    }

    public boolean isStrict() {
        return this == STRICT;
    }
}
