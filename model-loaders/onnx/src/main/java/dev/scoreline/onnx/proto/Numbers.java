package dev.scoreline.onnx.proto;

import dev.scoreline.model.wire.WireReader;
import java.util.Arrays;

/** A list of integers that grows. One thread. */
final class Numbers {

    private long[] values = new long[0];
    private int size;

    void add(long value) {
        values = size < values.length ? values : Arrays.copyOf(values, Math.max(16, 2 * size));
        values[size++] = value;
    }

    /** Adds what a field holds: one number, or several that are packed together. */
    void addAll(WireReader field) {
        if (!field.isBytes()) {
            add(field.number());
            return;
        }
        for (WireReader packed = field.message(); packed.hasMore(); ) {
            add(packed.packedNumber());
        }
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
