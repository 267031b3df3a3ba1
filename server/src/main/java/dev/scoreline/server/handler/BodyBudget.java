package dev.scoreline.server.handler;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the bodies of all requests under way may hold together: what one body may hold, times the connections, would
 * be more than any memory. Thread-safe.
 */
public final class BodyBudget {

    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();

    public BodyBudget(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1 but is " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    public long maxBytes() {
        return maxBytes;
    }

    /** How many bytes are held or promised now. */
    public long heldBytes() {
        return held.get();
    }

    /**
     * Takes that many bytes, which are to be given back; or does not, because that is more than what is left. Never takes for a
     * moment what it then gives back: another request, which fits, would be refused for it.
     */
    boolean take(long bytes) {
        long now = held.get();
        while (bytes <= maxBytes - now) {
            if (held.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = held.get();
        }
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    InferenceException exceeded() {
        return new InferenceException(
                ErrorCode.OVERLOADED,
                "the bodies of the requests under way fill the " + maxBytes
                        + " bytes that MAX_TOTAL_BODY_BYTES allows: try again later");
    }
}
