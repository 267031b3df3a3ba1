package dev.scoreline.batch.input;

import java.util.Locale;

/**
 * How CSV files are written. Immutable; thread-safe.
 *
 * @param delimiter between two cells
 */
public record CsvOptions(char delimiter, Header header) {

    /** A comma, and a header if there is one. */
    public static final CsvOptions DEFAULT = new CsvOptions(',', Header.AUTO);

    /** Whether the first line names the columns. */
    public enum Header {
        /** It does for a model that knows its columns by name, and otherwise if it holds something that is no number. */
        AUTO,
        YES,
        NO;

        public static Header named(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "auto" -> AUTO;
                case "yes", "true" -> YES;
                case "no", "false" -> NO;
                default -> throw new IllegalArgumentException("auto, yes or no");
            };
        }
    }
}
