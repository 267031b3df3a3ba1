package dev.scoreline.batch.parquet;

import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowBlock;
import dev.scoreline.batch.input.RowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The rows of a Parquet file, one row group in the memory at a time, and of it only the columns that are wanted. One thread. */
final class ParquetRows implements RowSource {

    private final ParquetFile file;
    private final ModelColumns columns;
    private final ReadColumns read;
    private final boolean keepsExtra;
    private final LongAdder bytesRead;
    private List<ColumnReader> cells = List.of();
    private long rowsInGroup;
    private long nextRow;

    private ParquetRows(
            ParquetFile file, ModelColumns columns, ReadColumns read, boolean keepsExtra, LongAdder bytesRead) {
        this.file = file;
        this.columns = columns;
        this.read = read;
        this.keepsExtra = keepsExtra;
        this.bytesRead = bytesRead;
    }

    /**
     * Opens the rows.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if the columns are not the model's or cannot be read
     */
    static ParquetRows open(Path path, ModelColumns columns, boolean keepsExtra, LongAdder bytesRead)
            throws IOException {
        ParquetFile file = ParquetFile.open(path);
        try {
            return ParquetFile.guarded(() -> {
                ReadColumns read =
                        ReadColumns.of(file.reader().getFileMetaData().getSchema(), columns, keepsExtra);
                file.reader().setRequestedSchema(read.schema());
                return new ParquetRows(file, columns, read, keepsExtra, bytesRead);
            });
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
            for (long i = 0; i < count; i++) {
                if (FlatColumn.isThere(column)) {
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
        long first = nextRow;
        ParquetBlock block = new ParquetBlock(columns, read, keepsExtra, maxRows);
        while (nextRow - first < maxRows && (rowsInGroup > 0 || advance())) {
            int count = (int) Math.min(maxRows - (nextRow - first), rowsInGroup);
            ParquetFile.guarded(() -> block.read(cells, count));
            taken(count);
        }
        return block.build(first);
    }

    /** Goes to the next row group that has rows; whether there is one. */
    private boolean advance() throws IOException {
        while (rowsInGroup == 0) {
            cells = List.of();
            Optional<PageReadStore> group = file.nextRowGroup(read.schema());
            if (group.isEmpty()) {
                return false;
            }
            cells = ParquetFile.guarded(() -> readers(group.get()));
            rowsInGroup = group.get().getRowCount();
            BlockMetaData told = file.reader().getRowGroups().get(file.reader().getCurrentRowGroupIndex());
            bytesRead.add(told.getCompressedSize());
        }
        return true;
    }

    private List<ColumnReader> readers(PageReadStore group) {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                group,
                new NoConverter(),
                read.schema(),
                file.reader().getFileMetaData().getCreatedBy());
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
