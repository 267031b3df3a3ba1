package dev.scoreline.scoring.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Grows as a protobuf message is written. Wire format: the Protocol Buffers encoding guide. One thread. */
final class ProtobufBytes {

    private static final int FIRST_BYTES = 64;
    private static final int MAX_VARINT_BYTES = 10;
    private static final int BYTES = 2;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    void number(int field, long value) {
        varint((long) field << 3);
        varint(value);
    }

    void bytes(int field, byte[] value) {
        bytes(field, value, value.length);
    }

    void message(int field, ProtobufBytes message) {
        bytes(field, message.bytes, message.length);
    }

    /** Integers side by side, each as long as it needs to be. */
    void packed(int field, long[] values) {
        ProtobufBytes list = new ProtobufBytes();
        for (long value : values) {
            list.varint(value);
        }
        message(field, list);
    }

    private void bytes(int field, byte[] value, int count) {
        varint(((long) field << 3) | BYTES);
        varint(count);
        room(count);
        System.arraycopy(value, 0, bytes, length, count);
        length += count;
    }

    private void varint(long value) {
        room(MAX_VARINT_BYTES);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void room(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(needed, 2L * length)));
        }
    }

    /** What was written, between the buffer's position and its limit, without a copy. */
    ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
