package dev.scoreline.sklearn.container;

/**
 * How large a model file may be, packed and unpacked.
 *
 * @param maxFileBytes bytes of the file as it lies on disk
 * @param maxUnpackedBytes bytes after decompression
 * @param maxRatio unpacked bytes for each byte of a compressed file, where it unpacks to more than {@code freeBytes}
 * @param freeBytes unpacked bytes that any file may have: small files of zeros compress a thousand times over
 */
public record FileLimits(long maxFileBytes, long maxUnpackedBytes, int maxRatio, long freeBytes) {

    /** The longest array that every JVM can make. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 16;

    public FileLimits {
        between("maxFileBytes", maxFileBytes, LONGEST_ARRAY);
        between("maxUnpackedBytes", maxUnpackedBytes, LONGEST_ARRAY);
        between("maxRatio", maxRatio, Integer.MAX_VALUE);
        between("freeBytes", freeBytes, LONGEST_ARRAY);
    }

    /** The limits of a server: a quarter of the heap, which leaves room for the values, and a ratio that models of numbers do not reach. */
    public static FileLimits standard() {
        long quarter = Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 4);
        return new FileLimits(quarter, quarter, 100, 64 << 20);
    }

    private static void between(String name, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " must be from 1 to " + max + " but is " + value);
        }
    }
}
