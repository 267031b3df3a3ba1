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
    private final long fileBytes;

    private ParquetFile(ParquetFileReader reader, long fileBytes) {
        this.reader = reader;
        this.fileBytes = fileBytes;
    }

    static ParquetFile open(Path path) throws IOException {
        long bytes = Files.size(path);
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PageCodecs())
                .usePageChecksumVerification(true)
                .build();
        return new ParquetFile(guarded(() -> ParquetFileReader.open(new LocalInputFile(path), options)), bytes);
    }

    ParquetFileReader reader() {
        return reader;
    }

    /** The next rows that are kept together, of the columns that were asked for; none at the end. */
    Optional<PageReadStore> nextRowGroup(MessageType asked) throws IOException {
        int index = reader.getCurrentRowGroupIndex() + 1;
        if (index >= reader.getRowGroups().size()) {
            return Optional.empty();
        }
        return guarded(() -> {
            check(reader.getRowGroups().get(index), asked);
            return Optional.ofNullable(reader.readNextRowGroup());
        });
    }

    /** A row group cannot ask for more memory than the file has bytes. */
    private void check(BlockMetaData group, MessageType asked) throws IOException {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
            if (!asked.containsPath(chunk.getPath().toArray())) {
                continue;
            }
            if (chunk.isEncrypted()) {
                throw new IOException("its column " + chunk.getPath().toDotString() + " is encrypted");
            }
            long start = chunk.getStartingPos();
            if (start < 4 || chunk.getTotalSize() < 0 || chunk.getTotalSize() > fileBytes - start) {
                throw new IOException(
                        "it ends before its column " + chunk.getPath().toDotString());
            }
            if (chunk.getValueCount() != group.getRowCount()) {
                throw new IOException("its column " + chunk.getPath().toDotString() + " has " + chunk.getValueCount()
                        + " values in a group of " + group.getRowCount() + " rows");
            }
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
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "a row group does not fit into the memory: it is damaged, or was written with row groups that are"
                            + " too large",
                    e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("it is no Parquet file, or is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
