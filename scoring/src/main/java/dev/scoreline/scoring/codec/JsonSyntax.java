package dev.scoreline.scoring.codec;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is wrong with a text that should be JSON, in the words of Python's {@code json} (CPython 3.8 to 3.12), for clients that
 * compare them. Immutable; thread-safe.
 *
 * @param error such as {@code Expecting value: line 1 column 18 (char 17)}; empty if the text is JSON
 * @param isObject whether it is a JSON object
 * @param keys the object's own keys as they are written
 */
public record JsonSyntax(Optional<String> error, boolean isObject, Set<String> keys) {

    public static JsonSyntax of(String text) {
        Scan scan = new Scan(text);
        try {
            scan.all();
            return new JsonSyntax(Optional.empty(), scan.isObject, scan.keys);
        } catch (Broken e) {
            return new JsonSyntax(Optional.of(message(text, e)), false, Set.of());
        }
    }

    /**
     * Reads a body as the server reads it: UTF-8, UTF-16 and UTF-32 are recognised.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if the bytes are no text
     */
    public static JsonSyntax of(byte[] body, int offset, int length) {
        BodyText text = BodyText.of(body, offset, length);
        return of(new String(text.bytes(), text.offset(), text.length(), StandardCharsets.UTF_8));
    }

    /** Lines and columns count from 1, the place from 0, all in code points. */
    private static String message(String text, Broken broken) {
        int index = Math.min(broken.index, text.length());
        int line = 1;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < index; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        int column = text.codePointCount(lineStart, index) + 1;
        return broken.kind + ": line " + line + " column " + column + " (char " + text.codePointCount(0, index) + ")";
    }

    /** Where reading ended, and why. */
    private static final class Broken extends Exception {
        private final String kind;
        private final int index;

        Broken(String kind, int index) {
            super(kind, null, false, false);
            this.kind = kind;
            this.index = index;
        }
    }

    /** One text on its way, in the order of CPython's scanner, since the first thing that fails is what is told. One thread. */
    private static final class Scan {

        /** CPython gives up at about this depth too, with another failure. */
        private static final int MAX_DEPTH = 900;

        private final String text;
        private final Set<String> keys = new LinkedHashSet<>();
        private boolean isObject;
        private int at;
        private int depth;

        Scan(String text) {
            this.text = text;
        }

        void all() throws Broken {
            space();
            isObject = is('{');
            value();
            space();
            if (at < text.length()) {
                throw new Broken("Extra data", at);
            }
        }

        private boolean is(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private void space() {
            while (is(' ') || is('\t') || is('\n') || is('\r')) {
                at++;
            }
        }

        private void value() throws Broken {
            if (is('"')) {
                string();
            } else if (is('{') || is('[')) {
                if (++depth > MAX_DEPTH) {
                    throw new Broken("Nested too deep", at);
                }
                if (is('{')) {
                    object();
                } else {
                    array();
                }
                depth--;
            } else if (!word() && !number()) {
                throw new Broken("Expecting value", at);
            }
        }

        private boolean word() {
            for (String word : new String[] {"null", "true", "false", "NaN", "Infinity", "-Infinity"}) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return true;
                }
            }
            return false;
        }

        private boolean number() {
            int i = is('-') ? at + 1 : at;
            if (!isDigit(i)) {
                return false;
            }
            i = text.charAt(i) == '0' ? i + 1 : digits(i);
            if (i < text.length() && text.charAt(i) == '.' && isDigit(i + 1)) {
                i = digits(i + 1);
            }
            at = exponent(i);
            return true;
        }

        private int exponent(int from) {
            if (from >= text.length() || "eE".indexOf(text.charAt(from)) < 0) {
                return from;
            }
            int i = from + 1;
            if (i < text.length() && "+-".indexOf(text.charAt(i)) >= 0) {
                i++;
            }
            return isDigit(i) ? digits(i) : from;
        }

        private boolean isDigit(int i) {
            return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }

        private int digits(int from) {
            int i = from;
            while (isDigit(i)) {
                i++;
            }
            return i;
        }

        private void object() throws Broken {
            at++;
            space();
            if (is('}')) {
                at++;
                return;
            }
            while (true) {
                if (!is('"')) {
                    throw new Broken("Expecting property name enclosed in double quotes", at);
                }
                int key = at + 1;
                string();
                if (depth == 1) {
                    keys.add(text.substring(key, at - 1));
                }
                space();
                if (!is(':')) {
                    throw new Broken("Expecting ':' delimiter", at);
                }
                at++;
                space();
                value();
                if (ended('}')) {
                    return;
                }
            }
        }

        private void array() throws Broken {
            at++;
            space();
            if (is(']')) {
                at++;
                return;
            }
            do {
                value();
            } while (!ended(']'));
        }

        /** Passes a comma, after which another item follows, or the end. */
        private boolean ended(char end) throws Broken {
            space();
            if (is(end)) {
                at++;
                return true;
            }
            if (!is(',')) {
                throw new Broken("Expecting ',' delimiter", at);
            }
            at++;
            space();
            return false;
        }

        private void string() throws Broken {
            int begin = at++;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return;
                }
                if (c <= 0x1f) {
                    throw new Broken("Invalid control character at", at);
                }
                if (c == '\\') {
                    escape(begin);
                } else {
                    at++;
                }
            }
            throw new Broken("Unterminated string starting at", begin);
        }

        private void escape(int begin) throws Broken {
            int backslash = at++;
            if (at == text.length()) {
                throw new Broken("Unterminated string starting at", begin);
            }
            if (text.charAt(at) != 'u') {
                if ("\"\\/bfnrt".indexOf(text.charAt(at)) < 0) {
                    throw new Broken("Invalid \\escape", backslash);
                }
                at++;
                return;
            }
            // CPython wants a character after the four digits too: the closing quote.
            if (at + 5 >= text.length() || !isHex(at + 1)) {
                throw new Broken("Invalid \\uXXXX escape", at);
            }
            at += 5;
        }

        private boolean isHex(int from) {
            for (int i = from; i < from + 4; i++) {
                if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
