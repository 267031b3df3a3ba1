package dev.scoreline.scoring.config;

import java.util.function.Function;

/**
 * One thing that can be set. Immutable; thread-safe.
 *
 * @param environmentName the environment variable: {@code WORKER_COUNT}
 * @param commandLineName the option without its dashes: {@code worker-count}
 * @param description what it is for and when to change it, for a person
 * @param unit what the value counts: {@code bytes}; empty where it counts nothing
 * @param defaultValue what holds when nobody sets it
 * @param defaultText the default as the documentation says it
 * @param secret whether the value must never be shown
 * @param parser makes the value from its text, or throws an {@link IllegalArgumentException} that says what was expected
 */
public record Setting<T>(
        String environmentName,
        String commandLineName,
        String description,
        String unit,
        T defaultValue,
        String defaultText,
        boolean secret,
        Function<String, T> parser) {}
