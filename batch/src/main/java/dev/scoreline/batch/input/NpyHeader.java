package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the numbers of a NumPy file, versions 1.0 to 3.0 of the format (NumPy's {@code numpy.lib.format}).
 * Immutable; thread-safe.
 *
 * @param columns 1 for an array of one dimension
 * @param headerBytes where the numbers begin
 */
record NpyHeader(NpyType type, boolean isFortranOrder, long rows, int columns, int headerBytes) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** NumPy itself refuses headers over 10,000 characters. */
    private static final int MAX_HEADER_BYTES = 10_000;

    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    /**
     * Reads it, and no more than it.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is none, or not of an array with rows of numbers
     */
    static NpyHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !java.util.Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw InferenceException.invalidInput("it is no NumPy file: it does not begin with \\x93NUMPY");
        }
        int lengthBytes = start[6] == 1 ? 2 : 4;
        if (start[6] < 1 || start[6] > 3) {
            throw InferenceException.invalidInput("expected version 1, 2 or 3 of NumPy's format but got " + start[6]);
        }
        byte[] size = in.readNBytes(lengthBytes);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | Byte.toUnsignedInt(size[i]);
        }
        if (length > MAX_HEADER_BYTES) {
            throw InferenceException.invalidInput(
                    "its header is longer than " + MAX_HEADER_BYTES + " bytes, which is the limit");
        }
        byte[] text = in.readNBytes((int) length);
        if (size.length < lengthBytes || text.length < length) {
            throw new EOFException("its header ends too early");
        }
        return of(new String(text, StandardCharsets.UTF_8), 8 + lengthBytes + text.length);
    }

    private static NpyHeader of(String text, int headerBytes) {
        NpyType type = NpyType.of(found(DESCR, text, "the type of one kind of number"));
        boolean isFortranOrder = found(ORDER, text, "fortran_order").equals("True");
        List<Long> shape = shape(found(SHAPE, text, "a shape"));
        if (shape.isEmpty() || shape.size() > 2) {
            throw InferenceException.invalidInput(
                    "expected an array of one or two dimensions, rows and columns, but it has " + shape.size());
        }
        long columns = shape.size() == 1 ? 1 : shape.get(1);
        if (columns < 1 || columns > 1_000_000) {
            throw InferenceException.invalidInput("expected 1 to 1000000 columns but it has " + columns);
        }
        return new NpyHeader(type, isFortranOrder && shape.size() == 2, shape.get(0), (int) columns, headerBytes);
    }

    private static String found(Pattern pattern, String text, String what) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw InferenceException.invalidInput("its header does not say " + what);
        }
        return matcher.group(1);
    }

    private static List<Long> shape(String text) {
        List<Long> shape = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                shape.add(length(part.strip()));
            }
        }
        return shape;
    }

    private static long length(String text) {
        if (!text.matches("[0-9]{1,15}")) {
            throw InferenceException.invalidInput("its shape has a length that is none");
        }
        return Long.parseLong(text);
    }

    int rowBytes() {
        return type.bytes() * columns;
    }
}
