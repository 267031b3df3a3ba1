package dev.scoreline.batch.input;

import java.io.IOException;

/** Rows of a file that had to be unpacked first; the unpacked one goes with them. One thread. */
record SpooledRows(RowSource rows, Spool spool) implements RowSource {

    @Override
    public void skip(long count) throws IOException {
        rows.skip(count);
    }

    @Override
    public RowBlock next(int maxRows) throws IOException {
        return rows.next(maxRows);
    }

    @Override
    public void close() throws IOException {
        try (spool) {
            rows.close();
        }
    }
}
