package dev.scoreline.server.handler;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids in the form of RFC 9562's version 4. They tell requests apart and guard nothing, so that they need not be unguessable:
 * {@link UUID#randomUUID} has all event loops wait for one secure generator. Different servers are told apart by a secure
 * number that each draws once. Thread-safe.
 */
final class RandomIds {

    private static final long PROCESS = new SecureRandom().nextLong();

    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT_2 = 0x8000_0000_0000_0000L;

    private RandomIds() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = ((random.nextLong() ^ PROCESS) & ~VERSION_BITS) | VERSION_4;
        long low = (random.nextLong() & ~VARIANT_BITS) | VARIANT_2;
        return new UUID(high, low).toString();
    }
}
