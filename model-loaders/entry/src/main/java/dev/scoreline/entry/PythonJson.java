package dev.scoreline.entry;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where a text stops being JSON in the words of Python's {@code json}, which clients of Azure ML's server know:
 * {@code Expecting value: line 1 column 18 (char 17)}. Used only after the real parser has refused the text. One thread.
 */
final class PythonJson {

    private static final String PREFIX = "POST body could not be decoded as JSON: ";
    private static final int MAX_DEPTH = 900;
    private static final Pattern SCALAR =
            Pattern.compile("null|true|false|NaN|-?Infinity|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern FOUR_HEX = Pattern.compile("[0-9a-fA-F]{4}");

    private final String text;
    private int at;
    private int depth;

    private PythonJson(String text) {
        this.text = text;
    }

    /** @param otherwise what to say if Python would find nothing wrong: a limit of ours */
    static String message(byte[] body, String otherwise) {
        return PREFIX + new PythonJson(decoded(body)).mistake(otherwise);
    }

    private static String decoded(byte[] body) {
        boolean isWide = body.length >= 2 && (body[0] == 0 || body[1] == 0);
        Charset charset = isWide
                ? (body[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE)
                : StandardCharsets.UTF_8;
        String decoded = new String(body, charset);
        return decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded;
    }

    private String mistake(String otherwise) {
        try {
            skipSpace();
            value();
            skipSpace();
            if (at < text.length()) {
                throw new Found("Extra data", at);
            }
            return otherwise;
        } catch (Found found) {
            return found.what + place(found.index);
        }
    }

    private String place(int index) {
        String before = text.substring(0, index);
        int lineStart = before.lastIndexOf('\n') + 1;
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return ": line " + line + " column " + (1 + before.codePointCount(lineStart, index)) + " (char "
                + before.codePointCount(0, index) + ")";
    }

    private void value() throws Found {
        if (++depth > MAX_DEPTH) {
            throw new Found("Nested too deep", at);
        }
        switch (next()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> scalar();
        }
        depth--;
    }

    /** The character here, or 0 at the end. */
    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
            at++;
        }
    }

    private void object() throws Found {
        at++;
        skipSpace();
        if (next() == '}') {
            at++;
            return;
        }
        while (true) {
            if (next() != '"') {
                throw new Found("Expecting property name enclosed in double quotes", at);
            }
            string();
            skipSpace();
            if (next() != ':') {
                throw new Found("Expecting ':' delimiter", at);
            }
            at++;
            skipSpace();
            value();
            if (isLast('}')) {
                return;
            }
        }
    }

    private void list() throws Found {
        at++;
        skipSpace();
        if (next() == ']') {
            at++;
            return;
        }
        do {
            value();
        } while (!isLast(']'));
    }

    private boolean isLast(char end) throws Found {
        skipSpace();
        if (next() == end) {
            at++;
            return true;
        }
        if (next() != ',') {
            throw new Found("Expecting ',' delimiter", at);
        }
        at++;
        skipSpace();
        return false;
    }

    private void string() throws Found {
        int start = at++;
        while (next() != '"' || at >= text.length()) {
            if (at >= text.length()) {
                throw new Found("Unterminated string starting at", start);
            }
            if (next() < ' ') {
                throw new Found("Invalid control character at", at);
            }
            at += next() == '\\' ? escape(start) : 1;
        }
        at++;
    }

    /** How long the escape here is. */
    private int escape(int start) throws Found {
        if (at + 1 >= text.length()) {
            throw new Found("Unterminated string starting at", start);
        }
        char kind = text.charAt(at + 1);
        if (kind == 'u') {
            Matcher hex = FOUR_HEX.matcher(text).region(at + 2, text.length());
            if (!hex.lookingAt()) {
                throw new Found("Invalid \\uXXXX escape", at + 1);
            }
            return 6;
        }
        if ("\"\\/bfnrt".indexOf(kind) < 0) {
            throw new Found("Invalid \\escape", at);
        }
        return 2;
    }

    private void scalar() throws Found {
        OptionalInt end = scalarEnd();
        if (end.isEmpty()) {
            throw new Found("Expecting value", at);
        }
        at = end.getAsInt();
    }

    private OptionalInt scalarEnd() {
        Matcher scalar = SCALAR.matcher(text).region(at, text.length());
        return scalar.lookingAt() ? OptionalInt.of(scalar.end()) : OptionalInt.empty();
    }

    private static final class Found extends Exception {
        private final String what;
        private final int index;

        Found(String what, int index) {
            super(what, null, false, false);
            this.what = what;
            this.index = index;
        }
    }
}
