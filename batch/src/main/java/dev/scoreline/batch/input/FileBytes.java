package dev.scoreline.batch.input;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/** Opens a file's bytes, undoing gzip, which is known by its first bytes and not by a name. Stateless; thread-safe. */
final class FileBytes {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int GZIP_MAGIC = 0x1f8b;

    private FileBytes() {}

    /**
     * The bytes of a file.
     *
     * @param read counts the bytes that are taken from the disk
     */
    static InputStream open(Path path, LongAdder read) throws IOException {
        InputStream raw = new Counting(Files.newInputStream(path), read);
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
        try {
            return isGzip(buffered)
                    ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), BUFFER_BYTES)
                    : buffered;
        } catch (IOException e) {
            buffered.close();
            throw e;
        }
    }

    static boolean isGzip(Path path) throws IOException {
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 16)) {
            return isGzip(in);
        }
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC;
    }

    private static final class Counting extends FilterInputStream {
        private final LongAdder count;

        Counting(InputStream in, LongAdder count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count.add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int taken = super.read(buffer, offset, length);
            count.add(Math.max(0, taken));
            return taken;
        }
    }
}
