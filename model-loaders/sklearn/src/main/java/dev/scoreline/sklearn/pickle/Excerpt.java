package dev.scoreline.sklearn.pickle;

/** Text from a file, made fit for a message: short, in quotes and without control characters. Immutable; thread-safe. */
final class Excerpt {

    private static final int MAX_CHARS = 100;

    private Excerpt() {}

    static String of(String text) {
        boolean isLong = text.length() > MAX_CHARS;
        StringBuilder shown = new StringBuilder("'");
        for (char c : text.substring(0, Math.min(text.length(), MAX_CHARS)).toCharArray()) {
            shown.append(c < ' ' || c > '~' ? '?' : c);
        }
        return shown.append(isLong ? "...'" : "'").toString();
    }
}
