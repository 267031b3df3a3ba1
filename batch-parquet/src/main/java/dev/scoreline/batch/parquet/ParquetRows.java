package dev.scoreline.batch.parquet;

import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowBlock;
import dev.scoreline.batch.input.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The rows of a Parquet file, one row group in the memory at a time, and of it only the columns that are wanted. One thread. */
final class ParquetRows implements RowSource {

    private final ParquetFile file;
    private final String name;
    private final ModelColumns columns;
    private final ReadColumns read;
    private final LongAdder bytesRead;
    private List<ColumnReader> cells = List.of();
    private long rowsInGroup;
    private long nextRow;

    private ParquetRows(ParquetFile file, String name, ModelColumns columns, ReadColumns read, LongAdder bytesRead) {
        this.file = file;
        this.name = name;
        this.columns = columns;
        this.read = read;
        this.bytesRead = bytesRead;
    }

    /**
     * The rows of an open file, which is closed with them.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if the columns are not the model's or cannot be read
     */
    static ParquetRows open(
            ParquetFile file, String name, ModelColumns columns, boolean keepsExtra, LongAdder bytesRead)
            throws IOException {
        try {
            ReadColumns read =
                    ParquetFile.guarded(() -> ReadColumns.of(file.metaData().getSchema(), columns, keepsExtra));
            return new ParquetRows(file, name, columns, read, bytesRead);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void skip(long rows) throws IOException {
        long left = rows;
        while (left > 0) {
            if (rowsInGroup == 0 && !advance()) {
                throw new IOException("it has fewer rows than before");
            }
            long here = Math.min(left, rowsInGroup);
            ParquetFile.guarded(() -> skipInGroup(here));
            left -= here;
        }
    }

    private long skipInGroup(long count) {
        for (ColumnReader column : cells) {
            int present = column.getDescriptor().getMaxDefinitionLevel();
            for (long i = 0; i < count; i++) {
                if (column.getCurrentDefinitionLevel() == present) {
                    column.skip();
                }
                column.consume();
            }
        }
        taken(count);
        return count;
    }

    private void taken(long count) {
        rowsInGroup -= count;
        nextRow += count;
    }

    @Override
    public RowBlock next(int maxRows) throws IOException {
        ParquetBlock block = new ParquetBlock(columns, read, name, nextRow, maxRows);
        while (!block.isFull() && (rowsInGroup > 0 || advance())) {
            taken(ParquetFile.guarded(() -> block.read(cells, rowsInGroup)));
        }
        return block.build();
    }

    /** Goes to the next row group that has rows; whether there is one. */
    private boolean advance() throws IOException {
        // Before the next one is read, so that never two are in the memory.
        cells = List.of();
        Optional<ParquetFile.RowGroup> group = file.nextRowGroup(read.schema());
        if (group.isEmpty()) {
            return false;
        }
        cells = ParquetFile.guarded(() -> readers(group.get().pages()));
        rowsInGroup = group.get().pages().getRowCount();
        bytesRead.add(group.get().toldBytes());
        return true;
    }

    private List<ColumnReader> readers(PageReadStore group) {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                group, new NoConverter(), read.schema(), file.metaData().getCreatedBy());
        List<ColumnReader> readers = new ArrayList<>();
        for (ColumnDescriptor column : read.schema().getColumns()) {
            readers.add(store.getColumnReader(column));
        }
        return readers;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The library wants something that takes the cells; here they are asked for instead. */
    private static final class NoConverter extends GroupConverter {

        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {
            // Nothing is taken.
        }

        @Override
        public void end() {
            // Nothing is taken.
        }
    }
}
