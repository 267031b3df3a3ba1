package dev.scoreline.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Memory for runs that no run uses now, the latest used first. Bounded: what has waited longest is freed. Thread-safe.
 */
final class KeptMemory implements AutoCloseable {

    /** Enough for some threads with a few usual row counts each. */
    private static final int MAX_BINDINGS = 32;

    /** Larger tables cost so much that memory of their own is nothing beside it. */
    private static final long MAX_BYTES = 16L << 20;

    private final Deque<Binding> free = new ArrayDeque<>();
    private long bytes;

    synchronized Optional<Binding> take(int rows, int width) {
        for (Iterator<Binding> waiting = free.iterator(); waiting.hasNext(); ) {
            Binding binding = waiting.next();
            if (binding.rows() == rows && binding.width() == width) {
                waiting.remove();
                bytes -= binding.bytes();
                return Optional.of(binding);
            }
        }
        return Optional.empty();
    }

    synchronized void giveBack(Binding binding) {
        free.addFirst(binding);
        bytes += binding.bytes();
        while (bytes > MAX_BYTES || free.size() > MAX_BINDINGS) {
            Binding longest = free.removeLast();
            bytes -= longest.bytes();
            longest.close();
        }
    }

    @Override
    public synchronized void close() {
        free.forEach(Binding::close);
        free.clear();
        bytes = 0;
    }
}
