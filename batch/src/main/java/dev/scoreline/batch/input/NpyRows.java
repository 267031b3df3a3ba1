package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The rows of a NumPy array of one or two dimensions. One thread. */
final class NpyRows implements RowSource {

    /** Where the array's bytes come from. */
    private interface Cells {

        /** Fills the row-major values of so many rows from the next one on. */
        void read(double[] values, int rows) throws IOException;

        void skip(long rows) throws IOException;

        void close() throws IOException;
    }

    private final NpyHeader header;
    private final Cells cells;
    private long nextRow;

    private NpyRows(NpyHeader header, Cells cells) {
        this.header = header;
        this.cells = cells;
    }

    /**
     * Opens the rows.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is no such array or its columns are not the model's
     */
    static NpyRows open(InputFile file, ModelColumns columns, LongAdder bytesRead) throws IOException {
        InputStream in = FileBytes.open(file.path(), bytesRead);
        try {
            NpyHeader header = NpyHeader.read(in);
            check(header, columns);
            if (!header.isFortranOrder()) {
                return new NpyRows(header, new RowMajor(in, header));
            }
            in.close();
            Optional<Spool> spool =
                    FileBytes.isGzip(file.path()) ? Optional.of(Spool.of(file.path(), bytesRead)) : Optional.empty();
            FileChannel channel = FileChannel.open(spool.map(Spool::path).orElse(file.path()));
            return new NpyRows(header, new ColumnMajor(channel, spool, header));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static void check(NpyHeader header, ModelColumns columns) {
        int width = header.columns();
        boolean fits = columns.isOpen() ? width >= columns.size() : width == columns.size();
        if (!fits) {
            throw InferenceException.invalidInput(
                    "expected an array with " + columns.size() + " columns but it has " + width);
        }
        for (int c = 0; c < width; c++) {
            if (!columns.isNumber(c)) {
                throw InferenceException.invalidInput("the model's column '" + columns.name(c)
                        + "' takes more than numbers, which are all that a NumPy array holds: give CSV or JSON Lines");
            }
        }
    }

    @Override
    public void skip(long rows) throws IOException {
        if (rows > header.rows()) {
            throw new IOException("it has fewer rows than before");
        }
        cells.skip(rows);
        nextRow += rows;
    }

    @Override
    public RowBlock next(int maxRows) throws IOException {
        int rows = (int) Math.min(maxRows, header.rows() - nextRow);
        double[] values = new double[Math.multiplyExact(rows, header.columns())];
        cells.read(values, rows);
        long[] numbers = new long[rows];
        long first = nextRow;
        Arrays.setAll(numbers, i -> first + i);
        nextRow += rows;
        return new RowBlock(
                dev.scoreline.model.Table.dense(values, rows, header.columns()),
                numbers,
                KeptColumns.NONE,
                List.of(),
                rows);
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }

    /** Row after row, read straight through. */
    private record RowMajor(InputStream in, NpyHeader header) implements Cells {

        @Override
        public void read(double[] values, int rows) throws IOException {
            int bytes = header.type().bytes();
            int perRead = Math.max(1, 64 * 1024 / bytes);
            for (int done = 0; done < values.length; ) {
                int count = Math.min(perRead, values.length - done);
                byte[] chunk = in.readNBytes(count * bytes);
                if (chunk.length < count * bytes) {
                    throw new EOFException("it ends before its last row");
                }
                ByteBuffer buffer = ByteBuffer.wrap(chunk).order(header.type().order());
                for (int i = 0; i < count; i++) {
                    values[done + i] = header.type().read(buffer, i * bytes);
                }
                done += count;
            }
        }

        @Override
        public void skip(long rows) throws IOException {
            in.skipNBytes(Math.multiplyExact(rows, header.rowBytes()));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Column after column: of each the stretch that belongs to the rows. */
    private static final class ColumnMajor implements Cells {

        private final FileChannel channel;
        private final Optional<Spool> spool;
        private final NpyHeader header;
        private long row;

        ColumnMajor(FileChannel channel, Optional<Spool> spool, NpyHeader header) {
            this.channel = channel;
            this.spool = spool;
            this.header = header;
        }

        @Override
        public void read(double[] values, int rows) throws IOException {
            NpyType type = header.type();
            ByteBuffer buffer = ByteBuffer.allocate(rows * type.bytes()).order(type.order());
            for (int c = 0; c < header.columns(); c++) {
                fill(buffer, header.headerBytes() + (c * header.rows() + row) * type.bytes());
                for (int r = 0; r < rows; r++) {
                    values[r * header.columns() + c] = type.read(buffer, r * type.bytes());
                }
            }
            row += rows;
        }

        private void fill(ByteBuffer buffer, long position) throws IOException {
            buffer.clear();
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new EOFException("it ends before its last row");
                }
            }
        }

        @Override
        public void skip(long rows) {
            row += rows;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (spool.isPresent()) {
                spool.get().close();
            }
        }
    }
}
