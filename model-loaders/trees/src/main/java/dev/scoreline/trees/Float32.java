package dev.scoreline.trees;

/** Thresholds of 64 bits for features of 32 bits. */
final class Float32 {

    private Float32() {}

    /**
     * The largest float that is not above {@code threshold}. For every float x, {@code (double) x <= threshold} holds
     * exactly when {@code x <= floor(threshold)}, so that a tree with thresholds of 64 bits can be walked in 32 bits.
     *
     * @param threshold anything but NaN
     * @return never the negative zero
     */
    static float floor(double threshold) {
        float nearest = (float) threshold;
        float floor = nearest > threshold ? Math.nextDown(nearest) : nearest;
        return floor + 0f;
    }
}
