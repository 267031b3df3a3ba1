package dev.scoreline.batch.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that only grows, and can be cut back to a length that it had. One thread. */
public interface AppendFile extends Closeable {

    /** Opens files; a test puts in one whose disk is full. */
    @FunctionalInterface
    interface Opener {
        AppendFile open(Path path) throws IOException;
    }

    /** Writes all bytes at the end. */
    void append(byte[] bytes) throws IOException;

    /** Returns when all that was written is on the disk. */
    void force() throws IOException;

    /** Cuts off what stands after a length. */
    void truncate(long length) throws IOException;

    long length() throws IOException;

    /** Opens a file of the operating system, made if it is not there. */
    static AppendFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.position(channel.size());
        return new OnDisk(channel);
    }

    /** A file of the operating system. */
    record OnDisk(FileChannel channel) implements AppendFile {

        @Override
        public void append(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
            channel.position(length);
        }

        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
