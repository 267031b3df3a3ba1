package dev.scoreline.scoring.config;

import java.util.Locale;

/** How log lines are written. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One object a line, for what collects logs. */
    JSON;

    static LogFormat of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new IllegalArgumentException("text or json");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
