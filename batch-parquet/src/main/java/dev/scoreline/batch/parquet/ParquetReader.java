package dev.scoreline.batch.parquet;

import dev.scoreline.batch.input.FormatReader;
import dev.scoreline.batch.input.InputFormat;
import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/** Reads flat columns from Parquet files. Stateless; thread-safe. */
public final class ParquetReader implements FormatReader {

    @Override
    public InputFormat format() {
        return InputFormat.PARQUET;
    }

    @Override
    public RowSource open(Path path, String name, ModelColumns columns, boolean keepsExtra, LongAdder bytesRead)
            throws IOException {
        ReadLimits limits = ReadLimits.ofHeap(Runtime.getRuntime().maxMemory());
        ParquetFile file = ParquetFile.open(path, limits);
        return ParquetRows.open(file, name, columns, keepsExtra, bytesRead);
    }
}
