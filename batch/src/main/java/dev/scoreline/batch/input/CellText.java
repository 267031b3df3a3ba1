package dev.scoreline.batch.input;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import dev.scoreline.scoring.codec.Excerpt;
import org.jspecify.annotations.Nullable;

/** The characters of one cell of a text file. Made once a file and pointed at cell after cell. One thread. */
final class CellText {

    /** Stands where bytes were no UTF-8: half a pair, which nothing that is UTF-8 is read as. */
    static final char MALFORMED = '\uD800';

    private char[] chars = new char[0];
    private int start;
    private int end;
    private boolean quoted;

    /** Points at a cell; blanks around it do not count. */
    CellText at(char[] buffer, int offset, int length, boolean isQuoted) {
        chars = buffer;
        start = offset;
        end = offset + length;
        quoted = isQuoted;
        return this;
    }

    /** The cell as it is, with its blanks. */
    String text() {
        return new String(chars, start, end - start);
    }

    /** Whether nothing stands between the separators; quotes without anything in them are an empty text, not nothing. */
    boolean isEmpty() {
        return start == end && !quoted;
    }

    /** Whether all of its bytes were UTF-8. */
    boolean isUtf8() {
        for (int i = start; i < end; i++) {
            if (chars[i] == MALFORMED && (i + 1 == end || !Character.isLowSurrogate(chars[i + 1]))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the cell says that a number is missing, in the words that pandas writes and reads. */
    boolean isMissingNumber() {
        trim();
        return switch (end - start) {
            case 0 -> true;
            case 2 -> is("NA");
            case 3 -> is("nan") || is("NaN") || is("N/A");
            case 4 -> is("null") || is("NULL") || is("None");
            default -> false;
        };
    }

    /**
     * The number that the cell is.
     *
     * @throws NumberFormatException if it is none
     */
    double number() {
        trim();
        if (end == start) {
            throw new NumberFormatException("nothing");
        }
        char last = chars[end - 1];
        if ((last >= '0' && last <= '9') || last == '.') {
            refuseHexadecimal();
            return JavaDoubleParser.parseDouble(chars, start, end - start);
        }
        return word();
    }

    /** Java's notation of hexadecimal fractions is nobody else's. */
    private void refuseHexadecimal() {
        for (int i = start; i < Math.min(end, start + 3); i++) {
            if (chars[i] == 'x' || chars[i] == 'X') {
                throw new NumberFormatException("hexadecimal");
            }
        }
    }

    private double word() {
        int signs = chars[start] == '-' || chars[start] == '+' ? 1 : 0;
        String word =
                new String(chars, start + signs, Math.min(9, end - start - signs)).toLowerCase(java.util.Locale.ROOT);
        boolean negative = chars[start] == '-';
        return switch (word) {
            case "inf", "infinity" -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            case "true" -> wholeWord(signs, 1);
            case "false" -> wholeWord(signs, 0);
            default -> throw new NumberFormatException("a word");
        };
    }

    private static double wholeWord(int signs, double value) {
        if (signs > 0) {
            throw new NumberFormatException("a word");
        }
        return value;
    }

    /** A number, a truth or a text, whichever the cell looks like; none if it is empty. */
    @Nullable
    Object value() {
        if (isEmpty()) {
            return null;
        }
        String text = text();
        if (quoted) {
            return text;
        }
        switch (text) {
            case "true", "True", "TRUE" -> {
                return true;
            }
            case "false", "False", "FALSE" -> {
                return false;
            }
            default -> {
                try {
                    return number();
                } catch (NumberFormatException e) {
                    return text;
                }
            }
        }
    }

    private boolean is(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (chars[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void trim() {
        while (start < end && chars[start] <= ' ') {
            start++;
        }
        while (end > start && chars[end - 1] <= ' ') {
            end--;
        }
    }

    /** The cell for a message. */
    String told() {
        return start == end ? "nothing" : Excerpt.quoted(text());
    }
}
