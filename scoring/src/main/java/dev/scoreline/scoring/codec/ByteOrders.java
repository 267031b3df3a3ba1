package dev.scoreline.scoring.codec;

/** Turns the bytes of numbers around, where the machine's order is not the wire's. Stateless; thread-safe. */
final class ByteOrders {

    private ByteOrders() {}

    /** Reverses each group of {@code step} bytes in place. */
    static void swap(byte[] bytes, int step) {
        for (int start = 0; start < bytes.length; start += step) {
            for (int low = start, high = start + step - 1; low < high; low++, high--) {
                byte kept = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = kept;
            }
        }
    }
}
