package dev.scoreline.batch.parquet;

import dev.scoreline.model.InferenceException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * An open file, whose library throws whatever it stumbles over in a damaged one; here all of that is an {@link IOException}. One
 * thread.
 */
final class ParquetFile implements Closeable {

    /** A step in the library. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException;
    }

    private final ParquetFileReader reader;
    private final PageCodecs codecs;
    private final ReadLimits limits;
    private final long fileBytes;
    private int nextGroup;

    private ParquetFile(ParquetFileReader reader, PageCodecs codecs, ReadLimits limits, long fileBytes) {
        this.reader = reader;
        this.codecs = codecs;
        this.limits = limits;
        this.fileBytes = fileBytes;
    }

    static ParquetFile open(Path path, ReadLimits limits) throws IOException {
        Footer.check(path, limits.footerBytes());
        PageCodecs codecs = new PageCodecs(limits.unpackedBytes());
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(codecs)
                .usePageChecksumVerification(true)
                .build();
        return new ParquetFile(
                guarded(() -> ParquetFileReader.open(new LocalInputFile(path), options)),
                codecs,
                limits,
                Files.size(path));
    }

    FileMetaData metaData() {
        return reader.getFileMetaData();
    }

    /**
     * A row group, of the columns that were asked for.
     *
     * @param toldBytes what it says that these columns take in the file
     */
    record RowGroup(PageReadStore pages, long toldBytes) {}

    /** The next row group that has rows. What was read of the one before must not be used any more. */
    Optional<RowGroup> nextRowGroup(MessageType asked) throws IOException {
        while (nextGroup < reader.getRowGroups().size()) {
            int index = nextGroup++;
            BlockMetaData group = reader.getRowGroups().get(index);
            long bytes = guarded(() -> checkedBytes(group, asked));
            if (group.getRowCount() > 0) {
                codecs.beginRowGroup();
                reader.setRequestedSchema(asked);
                return Optional.of(new RowGroup(new CheckedPages(guarded(() -> reader.readRowGroup(index))), bytes));
            }
        }
        return Optional.empty();
    }

    /** What the asked columns take, after a look at whether that can be. */
    private long checkedBytes(BlockMetaData group, MessageType asked) throws IOException {
        long bytes = 0;
        for (ColumnChunkMetaData chunk : group.getColumns()) {
            if (asked.containsPath(chunk.getPath().toArray())) {
                check(chunk, group);
                bytes += chunk.getTotalSize();
            }
        }
        if (bytes > limits.rowGroupBytes()) {
            throw new IOException("a row group has " + bytes + " bytes in the columns that are read and may have "
                    + limits.rowGroupBytes() + " with this heap: give more memory (-Xmx), or write smaller row groups");
        }
        return bytes;
    }

    private void check(ColumnChunkMetaData chunk, BlockMetaData group) throws IOException {
        String name = chunk.getPath().toDotString();
        if (chunk.isEncrypted()) {
            throw new IOException("its column " + name + " is encrypted");
        }
        long start = chunk.getStartingPos();
        if (start < 4 || chunk.getTotalSize() < 0 || chunk.getTotalSize() > fileBytes - start) {
            throw new IOException("it ends before its column " + name);
        }
        if (chunk.getValueCount() != group.getRowCount()) {
            throw new IOException("its column " + name + " has " + chunk.getValueCount() + " values in a group of "
                    + group.getRowCount() + " rows");
        }
    }

    /** Takes a step, and tells any failure as one of the file. */
    static <T> T guarded(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (InferenceException e) {
            throw e;
        } catch (ParquetCryptoRuntimeException e) {
            throw new IOException("it is encrypted", e);
        } catch (EOFException e) {
            throw new IOException("it ends too early or is damaged", e);
        } catch (RuntimeException | StackOverflowError e) {
            throw told(e);
        }
    }

    /** What is at the bottom of a failure: the library wraps what is said of a page or the disk. */
    private static IOException told(Throwable e) {
        Throwable root = root(e);
        boolean isTold = root instanceof IOException && !(root instanceof EOFException);
        return new IOException(
                isTold ? root.getMessage() : "it is no Parquet file, or is damaged: " + root.getMessage(), e);
    }

    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
