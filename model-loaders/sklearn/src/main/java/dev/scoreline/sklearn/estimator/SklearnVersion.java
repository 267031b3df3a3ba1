package dev.scoreline.sklearn.estimator;

/**
 * A version of scikit-learn, as far as rules depend on it.
 *
 * @param text the version as the file gives it
 */
public record SklearnVersion(int major, int minor, String text) {

    /** What counts where a file names no version: scikit-learn writes one since 0.18, so this is a very old file or another library's. */
    public static final SklearnVersion UNKNOWN = new SklearnVersion(0, 0, "unknown");

    /** Reads {@code 1.4.2}, {@code 0.22.2.post1}, {@code 1.5.dev0}; anything else is {@link #UNKNOWN}. */
    public static SklearnVersion parse(String text) {
        String[] parts = text.split("\\.", 3);
        if (parts.length < 2 || !parts[0].matches("\\d{1,4}") || !parts[1].matches("\\d{1,4}")) {
            return UNKNOWN;
        }
        return new SklearnVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), text);
    }

    public boolean isBefore(int otherMajor, int otherMinor) {
        return major < otherMajor || (major == otherMajor && minor < otherMinor);
    }
}
