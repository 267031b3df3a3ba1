package dev.scoreline.model.wire;

import dev.scoreline.model.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Walks over one protobuf message field by field, within its bounds and never outside; it takes no memory that grows with what
 * a message says of itself. Wire format: the Protocol Buffers encoding guide, without groups, which are out of use. A method
 * that asks for another kind of value than the field has fails like a damaged message. One thread.
 */
public final class WireReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT_BYTES = 10;

    private final byte[] data;
    private final int end;
    private final Function<String, InferenceException> failure;
    private int at;
    private int wireType;
    private int valueStart;
    private int valueEnd;
    private long number;

    /**
     * A reader of a message that fills part of an array.
     *
     * @param failure makes of what is wrong with a message the failure that is thrown
     */
    public WireReader(byte[] data, int offset, int length, Function<String, InferenceException> failure) {
        this(failure, data, offset, offset + length);
    }

    private WireReader(Function<String, InferenceException> failure, byte[] data, int start, int end) {
        this.failure = failure;
        this.data = data;
        this.at = start;
        this.end = end;
    }

    /** Goes on to the next field and reads its value; its number, or 0 at the end. */
    public int next() {
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
    public long number() {
        expect(VARINT);
        return number;
    }

    /** The length of a value that is bytes. */
    public int length() {
        expect(BYTES);
        return valueEnd - valueStart;
    }

    /** A value that is text; bytes that are no UTF-8 become U+FFFD. */
    public String text() {
        expect(BYTES);
        return new String(data, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8);
    }

    /** A value that is a message, or numbers packed together. */
    public WireReader message() {
        expect(BYTES);
        return new WireReader(failure, data, valueStart, valueEnd);
    }

    /** A value that is bytes: a view of them, little-endian. */
    public ByteBuffer bytes() {
        expect(BYTES);
        return view(valueStart, valueEnd - valueStart);
    }

    /** A value of four bytes, as a view of them, little-endian. */
    public ByteBuffer fixed32() {
        expect(FIXED32);
        return view(valueStart, 4);
    }

    /** A value of eight bytes, as a view of them, little-endian. */
    public ByteBuffer fixed64() {
        expect(FIXED64);
        return view(valueStart, 8);
    }

    private ByteBuffer view(int start, int length) {
        return ByteBuffer.wrap(data, start, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the value is bytes, as a list of numbers is that is packed. */
    public boolean isBytes() {
        return wireType == BYTES;
    }

    public boolean hasMore() {
        return at < end;
    }

    /** The next of numbers that are packed together. */
    public long packedNumber() {
        return varint();
    }

    private void expect(int wanted) {
        if (wireType != wanted) {
            throw damaged("a field is of the wire type " + wireType + " where " + wanted + " belongs");
        }
    }

    /** A failure that tells what is wrong with the message. */
    public InferenceException damaged(String what) {
        return failure.apply(what);
    }
}
