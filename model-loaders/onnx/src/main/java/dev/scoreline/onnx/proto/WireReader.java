package dev.scoreline.onnx.proto;

import dev.scoreline.model.InferenceException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over one protobuf message field by field, within its bounds and never outside. Wire format: the Protocol Buffers
 * encoding guide. One thread.
 */
final class WireReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT_BYTES = 10;

    private final byte[] data;
    private final int end;
    private int at;
    private int wireType;
    private int valueStart;
    private int valueEnd;
    private long number;

    WireReader(byte[] data) {
        this(data, 0, data.length);
    }

    private WireReader(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.end = end;
    }

    /** Goes on to the next field and reads its value; its number, or 0 at the end. */
    int next() {
        if (at == end) {
            return 0;
        }
        long tag = varint();
        int field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw damaged("a field has the number " + (tag >>> 3));
        }
        switch (wireType) {
            case VARINT -> number = varint();
            case FIXED64 -> take(8);
            case FIXED32 -> take(4);
            case BYTES -> take(varint());
            default -> throw damaged("a field is of the wire type " + wireType);
        }
        return field;
    }

    private void take(long length) {
        if (length < 0 || length > end - at) {
            throw damaged("a field is said to have " + Long.toUnsignedString(length) + " bytes, but " + (end - at)
                    + " are left");
        }
        valueStart = at;
        at += (int) length;
        valueEnd = at;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES && at < end; i++) {
            byte next = data[at++];
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number does not end");
    }

    /** The value of a field that is a number. */
    long number() {
        expect(VARINT);
        return number;
    }

    /** The length of a value that is bytes. */
    int length() {
        expect(BYTES);
        return valueEnd - valueStart;
    }

    /** A value that is text. */
    String text() {
        expect(BYTES);
        return new String(data, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8);
    }

    /** A value that is a message, or numbers packed together. */
    WireReader message() {
        expect(BYTES);
        return new WireReader(data, valueStart, valueEnd);
    }

    /** Whether the value is bytes, as a list of numbers is that is packed. */
    boolean isBytes() {
        return wireType == BYTES;
    }

    boolean hasMore() {
        return at < end;
    }

    /** The next of numbers that are packed together. */
    long packedNumber() {
        return varint();
    }

    private void expect(int wanted) {
        if (wireType != wanted) {
            throw damaged("a field is of the wire type " + wireType + " where " + wanted + " belongs");
        }
    }

    static InferenceException damaged(String what) {
        return InferenceException.invalidModel(
                "the file is no ONNX model, or it is damaged: " + what + "; copy or export it again");
    }
}
