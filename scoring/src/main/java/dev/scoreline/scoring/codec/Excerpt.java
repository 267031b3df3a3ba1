package dev.scoreline.scoring.codec;

import java.util.Collection;

/**
 * Text that came from outside, made fit for a message: short, and without characters that could forge a log line or a
 * terminal's screen. Stateless; thread-safe.
 */
public final class Excerpt {

    private static final int MAX_CHARS = 60;
    private static final int MAX_LIST = 10;
    private static final int MAX_LIST_CHARS = 200;

    private Excerpt() {}

    /** At most 60 characters of the text; those that do not print are escaped as in JSON. */
    public static String of(String text) {
        return of(text, MAX_CHARS);
    }

    /** At most so many characters of the text; those that do not print are escaped as in JSON. */
    public static String of(String text, int maxChars) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (int count = 0; next < text.length() && count < maxChars; count++) {
            int point = text.codePointAt(next);
            int chars = Character.charCount(point);
            if (prints(point)) {
                out.appendCodePoint(point);
            } else {
                for (int i = next; i < next + chars; i++) {
                    out.append(String.format("\\u%04x", (int) text.charAt(i)));
                }
            }
            next += chars;
        }
        return next < text.length() ? out.append('…').toString() : out.toString();
    }

    private static boolean prints(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The text between single quotes. */
    public static String quoted(String text) {
        return "'" + of(text) + "'";
    }

    /** At most ten of the texts, quoted and with commas, and fewer if they are long; the rest is counted. */
    public static String list(Collection<String> texts) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (String text : texts) {
            if (shown == MAX_LIST || out.length() > MAX_LIST_CHARS) {
                return out.append(" and ")
                        .append(texts.size() - shown)
                        .append(" more")
                        .toString();
            }
            out.append(shown == 0 ? "" : ", ").append(quoted(text));
            shown++;
        }
        return out.toString();
    }
}
