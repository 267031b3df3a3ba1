package dev.scoreline.batch;

import java.util.Locale;

/** What becomes of the answers. The names are Azure ML's. */
public enum OutputAction {
    /** All answers are appended to one file. */
    APPEND_ROW,
    /** They are only counted: entry code writes its own output. */
    SUMMARY_ONLY;

    /** Reads {@code append_row} or {@code AppendRow}, in any case. */
    public static OutputAction named(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT).replace("_", "")) {
            case "appendrow" -> APPEND_ROW;
            case "summaryonly" -> SUMMARY_ONLY;
            default -> throw new IllegalArgumentException("append_row or summary_only");
        };
    }
}
