package dev.scoreline.model;

import java.util.List;

/** Several payloads in order, where one array cannot hold them: the class probabilities of a model with many outputs. */
public record Sequence(List<Payload> items) implements Payload {
    public Sequence {
        items = List.copyOf(items);
    }
}
