package dev.scoreline.server.auth;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The senders of tokens that were verified, by the tokens' digests, each until its token expires. Holds a bounded number, and
 * when that is reached the one that was not seen for longest goes. Thread-safe.
 */
final class RememberedTokens {

    /** A token and its sender take about 300 bytes, so that all of them take a few megabytes. */
    private static final int MAX_TOKENS = 10_000;

    private record Entry(Identity identity, Instant expiry) {}

    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Entry> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    synchronized Optional<Identity> find(ByteBuffer digest, Instant now) {
        Entry entry = entries.get(digest);
        if (entry == null) {
            return Optional.empty();
        }
        if (!now.isBefore(entry.expiry())) {
            entries.remove(digest);
            return Optional.empty();
        }
        return Optional.of(entry.identity());
    }

    synchronized void remember(ByteBuffer digest, Identity identity, Instant expiry) {
        entries.put(digest, new Entry(identity, expiry));
    }

    synchronized int size() {
        return entries.size();
    }
}
