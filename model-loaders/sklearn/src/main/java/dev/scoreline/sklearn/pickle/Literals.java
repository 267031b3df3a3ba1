package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.PyValue.BigInt;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** The numbers and texts of a pickle as they are written in it. Immutable; thread-safe. */
final class Literals {

    private static final Pattern DECIMAL_INTEGER = Pattern.compile("[-+]?[0-9]+");

    /** What Python's {@code repr} of a float gives; narrower than what Java would parse. */
    private static final Pattern DECIMAL_FLOAT =
            Pattern.compile("[-+]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][-+]?[0-9]{1,9})?");

    private Literals() {}

    static PyValue integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? new Int(value.longValueExact()) : new BigInt(value);
    }

    /** An integer in two's complement, least significant byte first; no bytes are 0. */
    static PyValue integer(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length + 1];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[bigEndian.length - 1 - i] = littleEndian[i];
        }
        bigEndian[0] = (byte) (bigEndian.length > 1 && bigEndian[1] < 0 ? -1 : 0);
        return integer(new BigInteger(bigEndian));
    }

    /** The argument of INT: digits, or {@code 00} and {@code 01}, which stand for False and True. */
    static PyValue shortInteger(String text, PickleLimits limits) {
        return switch (text) {
            case "00" -> new Bool(false);
            case "01" -> new Bool(true);
            default -> decimal(text, limits);
        };
    }

    /** The argument of LONG: digits and an {@code L}. */
    static PyValue longInteger(String text, PickleLimits limits) {
        return decimal(text.endsWith("L") ? text.substring(0, text.length() - 1) : text, limits);
    }

    /** The argument of PUT and GET. */
    static long index(String text, PickleLimits limits) {
        if (decimal(text, limits) instanceof Int index) {
            return index.value();
        }
        throw unreadable("a number of a remembered value", text);
    }

    private static PyValue decimal(String text, PickleLimits limits) {
        if (text.length() > limits.maxIntegerDigits()) {
            throw Budget.exceeded("digits of an integer", limits.maxIntegerDigits());
        }
        if (!DECIMAL_INTEGER.matcher(text).matches()) {
            throw unreadable("a decimal integer", text);
        }
        return integer(new BigInteger(text));
    }

    /** The argument of FLOAT. */
    static Real real(String text) {
        return switch (text) {
            case "nan", "-nan" -> new Real(Double.NaN);
            case "inf" -> new Real(Double.POSITIVE_INFINITY);
            case "-inf" -> new Real(Double.NEGATIVE_INFINITY);
            default -> decimalReal(text);
        };
    }

    private static Real decimalReal(String text) {
        if (!DECIMAL_FLOAT.matcher(text).matches()) {
            throw unreadable("a decimal number", text);
        }
        return new Real(Double.parseDouble(text));
    }

    /** The argument of STRING: a Python 2 string literal in quotes. */
    static String quoted(String text) {
        String trimmed = text.strip();
        int last = trimmed.length() - 1;
        boolean isQuoted = last > 0
                && (trimmed.charAt(0) == '\'' || trimmed.charAt(0) == '"')
                && trimmed.charAt(0) == trimmed.charAt(last);
        if (!isQuoted) {
            throw unreadable("a text in quotes", text);
        }
        return new Escapes(trimmed.substring(1, last)).ofString();
    }

    /** The argument of UNICODE, where only {@code \}{@code uXXXX} and {@code \}{@code UXXXXXXXX} are escapes. */
    static String unicode(String text) {
        return new Escapes(text).ofUnicode();
    }

    static InferenceException unreadable(String expected, String got) {
        return InferenceException.invalidModel("expected " + expected + " in the pickle but got " + Excerpt.of(got));
    }
}
