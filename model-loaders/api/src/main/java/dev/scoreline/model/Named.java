package dev.scoreline.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Payloads by name, in order: the outputs of a model that has several, or the classes of a row with what belongs to each. */
public record Named(Map<String, Payload> byName) implements Payload {
    public Named {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }
}
