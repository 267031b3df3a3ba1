package dev.scoreline.scoring.config;

import java.util.Locale;

/** What is logged: this and what is graver. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** Reads our names and those of Python's logging, in any case. */
    static LogLevel of(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "DEBUG", "NOTSET", "TRACE" -> DEBUG;
            case "INFO" -> INFO;
            case "WARN", "WARNING" -> WARN;
            case "ERROR", "CRITICAL", "FATAL" -> ERROR;
            default -> throw new IllegalArgumentException("one of DEBUG, INFO, WARNING, ERROR and CRITICAL");
        };
    }
}
