package dev.scoreline.batch.parquet;

import dev.scoreline.batch.output.AppendFile;
import dev.scoreline.batch.output.FormatWriter;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.batch.output.TypedRows;
import java.io.IOException;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** Writes Parquet files as pandas reads them: Snappy, plain and dictionary encoding, no time and no name of a machine. Stateless; thread-safe. */
public final class ParquetOutput implements FormatWriter {

    /** What is in the memory at a time. */
    private static final long ROW_GROUP_BYTES = 32L * 1024 * 1024;

    private static final int ROW_GROUP_ROWS = 1_000_000;

    @Override
    public OutputFormat format() {
        return OutputFormat.PARQUET;
    }

    @Override
    public void write(TypedRows rows, AppendFile file) throws IOException {
        WrittenRows support = new WrittenRows(rows.columns());
        try (ParquetWriter<@Nullable Object[]> writer = new Builder(new AppendedFile(file), support)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new SnappyPages())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
                .withPageWriteChecksumEnabled(true)
                .build()) {
            rows.forEach(writer::write);
        } catch (RuntimeException e) {
            throw new IOException(
                    "the Parquet output cannot be written: "
                            + ParquetFile.root(e).getMessage(),
                    e);
        }
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {

        private final WrittenRows support;

        Builder(AppendedFile file, WrittenRows support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** The library still demands it. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<@Nullable Object[]> getWriteSupport(org.apache.hadoop.conf.Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }
}
