package dev.scoreline.batch.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream of bytes, without blanks around them and without empty ones. One thread. */
final class Lines implements Closeable {

    /** Longer lines are passed over and told; a model's row is a few kilobytes. */
    static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[256 * 1024];
    private int from;
    private int to;
    private boolean isAtEnd;

    /** The present line. */
    private int lineStart;

    private int lineEnd;
    private boolean isTooLong;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line that holds something; whether there is one. */
    boolean next() throws IOException {
        do {
            if (!findLine()) {
                return false;
            }
            number++;
            trim();
        } while (lineStart == lineEnd && !isTooLong);
        return true;
    }

    private boolean findLine() throws IOException {
        isTooLong = false;
        int scanned = from;
        while (true) {
            for (int i = scanned; i < to; i++) {
                if (buffer[i] == '\n') {
                    lineStart = from;
                    lineEnd = i;
                    from = i + 1;
                    return true;
                }
            }
            scanned = to;
            if (isAtEnd) {
                lineStart = from;
                lineEnd = to;
                from = to;
                return lineEnd > lineStart || isTooLong;
            }
            int moved = from;
            fill();
            scanned -= moved;
        }
    }

    /** Takes more bytes after those that are left, which move to the front; of a line that is too long only the end is kept. */
    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to > MAX_LINE_BYTES) {
            isTooLong = true;
            to = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int taken = in.read(buffer, to, buffer.length - to);
        isAtEnd = taken < 0;
        to += Math.max(0, taken);
    }

    private void trim() {
        boolean isFirst = number == 1;
        if (isFirst
                && lineEnd - lineStart >= 3
                && buffer[lineStart] == (byte) 0xEF
                && buffer[lineStart + 1] == (byte) 0xBB
                && buffer[lineStart + 2] == (byte) 0xBF) {
            lineStart += 3;
        }
        while (lineStart < lineEnd && isBlank(buffer[lineStart])) {
            lineStart++;
        }
        while (lineEnd > lineStart && isBlank(buffer[lineEnd - 1])) {
            lineEnd--;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    /** Holds the present line, from {@link #start} to {@link #end}; changed by {@link #next}. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return lineStart;
    }

    int end() {
        return lineEnd;
    }

    /** Whether the present line was too long to be kept. */
    boolean isTooLong() {
        return isTooLong;
    }

    /** The present line's number in the file, counted from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
