package dev.scoreline.scoring.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Bodies with mistakes: bytes changed, left out, put in, written twice or cut off. */
final class Mutation {

    private static final byte[] PARTS = "{}[]:,\"\\ \n-+.eE0123456789NaInfitrulsnd".getBytes(UTF_8);

    private Mutation() {}

    /** The body with one to three mistakes. */
    static byte[] of(byte[] seed, Random random) {
        byte[] body = seed.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && body.length > 0; i++) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(5)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = PARTS[random.nextInt(PARTS.length)];
                case 2 -> body = joined(body, at, at + 1, new byte[0]);
                case 3 -> body = joined(body, at, at, new byte[] {PARTS[random.nextInt(PARTS.length)]});
                default -> {
                    int end = Math.min(body.length, at + random.nextInt(20));
                    body = random.nextInt(8) == 0
                            ? Arrays.copyOf(body, at)
                            : joined(body, at, at, Arrays.copyOfRange(body, at, end));
                }
            }
        }
        return body;
    }

    private static byte[] joined(byte[] body, int from, int to, byte[] between) {
        byte[] joined = new byte[from + between.length + body.length - to];
        System.arraycopy(body, 0, joined, 0, from);
        System.arraycopy(between, 0, joined, from, between.length);
        System.arraycopy(body, to, joined, from + between.length, body.length - to);
        return joined;
    }
}
