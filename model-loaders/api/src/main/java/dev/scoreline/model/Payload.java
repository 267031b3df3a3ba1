package dev.scoreline.model;

/** What goes into a model and what comes out of it. */
public sealed interface Payload permits Table, Tensor, Tensors, Sequence, Named {}
