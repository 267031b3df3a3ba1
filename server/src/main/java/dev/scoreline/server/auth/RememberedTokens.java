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

    private record Verified(Identity identity, Instant expiry) {}

    private final Map<ByteBuffer, Verified> tokens = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verified> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    synchronized Optional<Identity> find(ByteBuffer digest, Instant now) {
        Verified token = tokens.get(digest);
        if (token == null) {
            return Optional.empty();
        }
        if (!now.isBefore(token.expiry())) {
            tokens.remove(digest);
            return Optional.empty();
        }
        return Optional.of(token.identity());
    }

    synchronized void remember(ByteBuffer digest, Identity identity, Instant expiry) {
        tokens.put(digest, new Verified(identity, expiry));
    }

    synchronized int size() {
        return tokens.size();
    }
}
