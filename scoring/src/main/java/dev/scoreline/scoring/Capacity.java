package dev.scoreline.scoring;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests all models and the entry script take on together, those that wait for a place among them: what bounds the
 * memory that requests hold, however many models there are. Thread-safe.
 */
public final class Capacity {

    private final int maxRequests;
    private final AtomicInteger requests = new AtomicInteger();

    public Capacity(int maxRequests) {
        if (maxRequests < 1) {
            throw new IllegalArgumentException("maxRequests must be at least 1 but is " + maxRequests);
        }
        this.maxRequests = maxRequests;
    }

    /** Takes one more request on, which has to {@link #leave} later; or does not, because that would be too many. */
    boolean enter() {
        if (requests.incrementAndGet() <= maxRequests) {
            return true;
        }
        requests.decrementAndGet();
        return false;
    }

    void leave() {
        requests.decrementAndGet();
    }

    public int maxRequests() {
        return maxRequests;
    }

    /** How many requests there are now. */
    public int requests() {
        return requests.get();
    }
}
