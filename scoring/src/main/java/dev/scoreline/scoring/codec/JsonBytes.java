package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of JSON text. Numbers look as Python's {@code json} writes them, so that an answer can be compared with
 * one of a Python server byte by byte: the fewest digits that name the number, {@code 1.0}, {@code 1e-07}, {@code 1e+16}, and
 * the bare words {@code NaN}, {@code Infinity} and {@code -Infinity}, which strict JSON does not know.
 *
 * <p>One thread.
 */
public final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /** The longest number: {@code -2.2250738585072014e-308}. */
    private static final int MAX_NUMBER_BYTES = 26;

    /** Python writes numbers from here on with an exponent; up to here a whole number's digits are also its shortest. */
    private static final double FIRST_WITH_EXPONENT = 1e16;

    private byte[] bytes;
    private int length;

    /** The significant digits of the number being written; its value is 0.d1d2d3… times ten to the power of {@link #point}. */
    private final byte[] digits = new byte[MAX_NUMBER_BYTES];

    private int digitCount;
    private int point;

    /** An empty buffer with room for about so many bytes. */
    public JsonBytes(int expectedBytes) {
        this.bytes = new byte[Math.max(32, expectedBytes)];
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            long needed = (long) length + more;
            if (needed > Integer.MAX_VALUE - 16) {
                throw new InferenceException(
                        ErrorCode.INPUT_TOO_LARGE, "the answer is longer than 2 GiB: send fewer rows at a time");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * bytes.length)));
        }
    }

    /** A single ASCII character. */
    public void ascii(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
    }

    /** A word of ASCII characters, as it is. */
    public void word(String word) {
        ensure(word.length());
        for (int i = 0; i < word.length(); i++) {
            bytes[length++] = (byte) word.charAt(i);
        }
    }

    /** Bytes as they are. */
    public void raw(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** How many bytes there are so far. */
    public int length() {
        return length;
    }

    public void number(long value) {
        ensure(MAX_NUMBER_BYTES);
        length = NumberOutput.outputLong(value, bytes, length);
    }

    public void number(double value) {
        ensure(MAX_NUMBER_BYTES);
        double size = Math.abs(value);
        if (size < FIRST_WITH_EXPONENT && size == (long) size) {
            wholeNumber(value, (long) size);
        } else if (Double.isFinite(value)) {
            fraction(value);
        } else {
            word(Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private void wholeNumber(double value, long size) {
        if (Double.doubleToRawLongBits(value) < 0) {
            bytes[length++] = '-';
        }
        length = NumberOutput.outputLong(size, bytes, length);
        bytes[length++] = '.';
        bytes[length++] = '0';
    }

    private void fraction(double value) {
        takeDigits(DoubleToDecimal.toString(Math.abs(value)));
        if (digitCount == 2 && Math.abs(value) < 1e-300) {
            shorten(Math.abs(value));
        }
        if (value < 0) {
            bytes[length++] = '-';
        }
        // Python's repr has an exponent when the first digit stands below 1e-4 or at 1e16 or above.
        if (point > 16 || point < -3) {
            withExponent();
        } else if (point <= 0) {
            bytes[length++] = '0';
            bytes[length++] = '.';
            for (int i = point; i < 0; i++) {
                bytes[length++] = '0';
            }
            digits(0, digitCount);
        } else {
            withPointInside();
        }
    }

    /** Takes apart {@code 12.5}, {@code 0.00125} or {@code 1.25E-7}, Java's forms. */
    private void takeDigits(String text) {
        digitCount = 0;
        point = 0;
        boolean afterPoint = false;
        int i = 0;
        for (; i < text.length() && text.charAt(i) != 'E'; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                afterPoint = true;
            } else if (c != '0' || digitCount > 0) {
                digits[digitCount++] = (byte) c;
                point += afterPoint ? 0 : 1;
            } else if (afterPoint) {
                point--;
            }
        }
        if (i < text.length()) {
            point += Integer.parseInt(text, i + 1, text.length(), 10);
        }
        while (digitCount > 1 && digits[digitCount - 1] == '0') {
            digitCount--;
        }
    }

    /**
     * Java always gives two digits and then takes the nearest two, Python one where one will do: the least double is
     * {@code 4.9E-324} here and {@code 5e-324} there. Only numbers as small as this have so few digits that it matters.
     */
    private void shorten(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal down = BigDecimal.valueOf(digits[0] - '0', 1 - point);
        BigDecimal up = BigDecimal.valueOf(digits[0] - '0' + 1L, 1 - point);
        boolean downFirst = exact.subtract(down).compareTo(up.subtract(exact)) <= 0;
        BigDecimal nearer = downFirst ? down : up;
        if (nearer.doubleValue() == value) {
            boolean carries = nearer.unscaledValue().intValue() == 10;
            digits[0] =
                    carries ? (byte) '1' : (byte) ('0' + nearer.unscaledValue().intValue());
            point += carries ? 1 : 0;
            digitCount = 1;
        }
    }

    private void withExponent() {
        digits(0, 1);
        if (digitCount > 1) {
            bytes[length++] = '.';
            digits(1, digitCount);
        }
        int exponent = point - 1;
        bytes[length++] = 'e';
        bytes[length++] = (byte) (exponent < 0 ? '-' : '+');
        if (Math.abs(exponent) < 10) {
            bytes[length++] = '0';
        }
        length = NumberOutput.outputInt(Math.abs(exponent), bytes, length);
    }

    private void withPointInside() {
        int whole = Math.min(point, digitCount);
        digits(0, whole);
        for (int i = whole; i < point; i++) {
            bytes[length++] = '0';
        }
        bytes[length++] = '.';
        if (digitCount > whole) {
            digits(whole, digitCount);
        } else {
            bytes[length++] = '0';
        }
    }

    private void digits(int from, int to) {
        System.arraycopy(digits, from, bytes, length, to - from);
        length += to - from;
    }

    /** Text in quotes, as UTF-8. */
    public void text(String text) {
        ascii('"');
        for (int i = 0; i < text.length(); i++) {
            ensure(8);
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii7(c);
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | (c >> 6));
                bytes[length++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                bytes[length++] = (byte) (0xE0 | (c >> 12));
                bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[length++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                supplementary(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                // Half a pair has no UTF-8, but JSON can name it.
                escape(c);
            }
        }
        ascii('"');
    }

    private void ascii7(char c) {
        switch (c) {
            case '"', '\\' -> pair(c);
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case '\t' -> pair('t');
            case '\b' -> pair('b');
            case '\f' -> pair('f');
            default -> {
                if (c < 0x20) {
                    escape(c);
                } else {
                    bytes[length++] = (byte) c;
                }
            }
        }
    }

    private void pair(char c) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
    }

    private void supplementary(int point) {
        bytes[length++] = (byte) (0xF0 | (point >> 18));
        bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (point & 0x3F));
    }

    private void escape(char c) {
        pair('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xF];
        }
    }
}
