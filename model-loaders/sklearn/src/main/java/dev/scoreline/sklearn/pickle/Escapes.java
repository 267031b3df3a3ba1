package dev.scoreline.sklearn.pickle;

/** Undoes the escapes of Python's text literals. The rules are those of Python's codecs string-escape and raw-unicode-escape. One thread. */
final class Escapes {

    private static final String SINGLE = "\\'\"abfnrtv";
    private static final String MEANING = "\\'\"\u0007\b\f\n\r\t\u000b";

    private final String text;
    private final StringBuilder plain = new StringBuilder();
    private int at;

    Escapes(String text) {
        this.text = text;
    }

    String ofString() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                escapeOfString(text.charAt(at++));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    String ofUnicode() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            char next = at < text.length() ? text.charAt(at) : ' ';
            if (c == '\\' && (next == 'u' || next == 'U')) {
                at++;
                append(next == 'u' ? 4 : 8);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private void escapeOfString(char c) {
        int single = SINGLE.indexOf(c);
        if (single >= 0) {
            plain.append(MEANING.charAt(single));
        } else if (c == 'x') {
            append(2);
        } else if (c >= '0' && c <= '7') {
            at--;
            plain.append((char) (octal() & 0xff));
        } else {
            plain.append('\\').append(c);
        }
    }

    private int octal() {
        int value = 0;
        for (int digits = 0; digits < 3 && at < text.length(); digits++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 7) {
                break;
            }
            value = value * 8 + digit;
            at++;
        }
        return value;
    }

    private void append(int digits) {
        int codePoint = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0 || codePoint > Character.MAX_CODE_POINT >> 4) {
                throw Literals.unreadable("an escape of " + digits + " hexadecimal digits", text);
            }
            codePoint = codePoint * 16 + digit;
        }
        plain.appendCodePoint(codePoint);
    }
}
