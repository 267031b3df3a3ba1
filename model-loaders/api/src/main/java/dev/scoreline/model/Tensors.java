package dev.scoreline.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors by name, in order: what a model takes whose inputs are tensors. Immutable but for the tensors' own memory. */
public record Tensors(Map<String, Tensor> byName) implements Payload {
    public Tensors {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** The length of the first tensor's outermost dimension, which is the number of rows where tensors hold rows; else 1. */
    public int rows() {
        for (Tensor tensor : byName.values()) {
            return tensor.shape().length == 0 ? 1 : tensor.shape()[0];
        }
        return 1;
    }
}
