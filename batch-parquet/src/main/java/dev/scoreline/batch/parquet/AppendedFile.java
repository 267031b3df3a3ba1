package dev.scoreline.batch.parquet;

import dev.scoreline.batch.output.AppendFile;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that grows, as the library wants to see it. One thread. */
record AppendedFile(AppendFile file) implements OutputFile {

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Appending(file);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    /** Collects what comes in small pieces. */
    private static final class Appending extends PositionOutputStream {

        private final AppendFile file;
        private final byte[] buffer = new byte[1 << 16];
        private int buffered;
        private long position;

        Appending(AppendFile file) {
            this.file = file;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            if (buffered == buffer.length) {
                flush();
            }
            buffer[buffered++] = (byte) value;
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > buffer.length - buffered) {
                flush();
            }
            if (length > buffer.length) {
                file.append(Arrays.copyOfRange(bytes, offset, offset + length));
            } else {
                System.arraycopy(bytes, offset, buffer, buffered, length);
                buffered += length;
            }
            position += length;
        }

        @Override
        public void flush() throws IOException {
            if (buffered > 0) {
                file.append(Arrays.copyOf(buffer, buffered));
                buffered = 0;
            }
        }

        /** Leaves the file open, which is closed by whoever opened it. */
        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
