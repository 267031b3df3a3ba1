package dev.scoreline.batch.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The end of a file, looked through before the library reads it, which makes room for as many schema elements and row groups as a
 * footer says before it has seen one. It is a struct of Thrift's compact protocol
 * (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md), passed over here without being kept. One
 * thread.
 */
final class Footer {

    private static final int TAIL_BYTES = 8;
    private static final int LEAST_BYTES = 12;
    private static final int MAX_DEPTH = 32;

    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int LAST_VARINT = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private final ByteBuffer bytes;

    private Footer(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a footer through.
     *
     * @throws IOException if the file has none, it is longer than it may be, or it says more than it holds
     */
    static void check(Path path, long maxBytes) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            new Footer(read(file, length(file, maxBytes))).struct(0);
        } catch (BufferUnderflowException e) {
            throw damaged("its footer ends too early", e);
        }
    }

    private static int length(FileChannel file, long maxBytes) throws IOException {
        if (file.size() < LEAST_BYTES) {
            throw new IOException("it is no Parquet file: it has only " + file.size() + " bytes");
        }
        ByteBuffer tail = part(file, file.size() - TAIL_BYTES, TAIL_BYTES);
        int length = tail.getInt();
        switch (StandardCharsets.ISO_8859_1.decode(tail).toString()) {
            case "PAR1" -> {}
            case "PARE" -> throw new IOException("it is encrypted");
            default -> throw new IOException("it is no Parquet file, or was cut off: it does not end in PAR1");
        }
        if (length <= 0 || length > file.size() - LEAST_BYTES) {
            throw new IOException("it is no Parquet file, or is damaged: its footer cannot have " + length + " bytes");
        }
        if (length > maxBytes) {
            throw new IOException("its footer has " + length + " bytes and may have " + maxBytes
                    + " with this heap: give more memory (-Xmx), or write fewer columns or row groups to a file");
        }
        return length;
    }

    private static ByteBuffer read(FileChannel file, int length) throws IOException {
        return part(file, file.size() - TAIL_BYTES - length, length);
    }

    private static ByteBuffer part(FileChannel file, long from, int length) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (part.hasRemaining()) {
            if (file.read(part, from + part.position()) < 0) {
                throw new EOFException("it became shorter");
            }
        }
        return part.flip();
    }

    private void struct(int depth) throws IOException {
        for (int header = bytes.get() & 0xFF; header != STOP; header = bytes.get() & 0xFF) {
            if (header >> 4 == 0) {
                varint();
            }
            int type = header & 0xF;
            if (type != TRUE && type != FALSE) {
                value(type, depth + 1);
            }
        }
    }

    private void value(int type, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw damaged("its footer is nested too deep");
        }
        switch (type) {
            case TRUE, FALSE, BYTE -> skip(1);
            case DOUBLE -> skip(Double.BYTES);
            case BINARY -> skip(varint());
            case LIST, SET -> list(depth);
            case MAP -> map(depth);
            case STRUCT -> struct(depth);
            default -> {
                if (type > LAST_VARINT) {
                    throw damaged("its footer has a value of no type");
                }
                varint();
            }
        }
    }

    private void list(int depth) throws IOException {
        int header = bytes.get() & 0xFF;
        long size = header >> 4 == 15 ? varint() : header >> 4;
        checkFits(size);
        for (long i = 0; i < size; i++) {
            value(header & 0xF, depth + 1);
        }
    }

    private void map(int depth) throws IOException {
        long size = varint();
        checkFits(size);
        int types = size == 0 ? 0 : bytes.get() & 0xFF;
        for (long i = 0; i < size; i++) {
            value(types >> 4, depth + 1);
            value(types & 0xF, depth + 1);
        }
    }

    private void skip(long count) throws IOException {
        checkFits(count);
        bytes.position(bytes.position() + (int) count);
    }

    /** Each element takes a byte at least. */
    private void checkFits(long count) throws IOException {
        if (count < 0 || count > bytes.remaining()) {
            throw damaged(
                    "its footer says that " + count + " more follow where " + bytes.remaining() + " bytes are left");
        }
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("its footer has a number that does not end");
    }

    private static IOException damaged(String what) {
        return new IOException("it is no Parquet file, or is damaged: " + what);
    }

    private static IOException damaged(String what, Exception cause) {
        return new IOException("it is no Parquet file, or is damaged: " + what, cause);
    }
}
