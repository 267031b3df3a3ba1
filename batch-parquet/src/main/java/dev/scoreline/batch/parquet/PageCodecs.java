package dev.scoreline.batch.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks the pages of a row group, in Java and without looking up classes by name. The pages of all columns that are in use at
 * one time may not be larger than a limit, whatever they say. One thread.
 */
final class PageCodecs implements CompressionCodecFactory {

    private final long maxBytes;
    private long heldBytes;

    PageCodecs(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Unpacks the whole of one array into another that is as long as the page says. */
    @FunctionalInterface
    private interface Unpacking {
        int into(byte[] packed, byte[] unpacked) throws IOException;
    }

    /** Called when no page that was unpacked so far is in use. */
    void beginRowGroup() {
        heldBytes = 0;
    }

    /** For one column of a row group. */
    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Pages(PageCodecs::copied);
            case SNAPPY -> new Pages(by(new SnappyDecompressor()));
            case ZSTD -> new Pages(by(new ZstdDecompressor()));
            case LZ4_RAW -> new Pages(by(new Lz4Decompressor()));
            case GZIP -> new Pages(PageCodecs::gunzip);
            case LZO, BROTLI, LZ4 ->
                throw new IllegalArgumentException(
                        "its pages are packed with " + name + ": expected none, snappy, gzip, zstd or lz4_raw");
        };
    }

    private static Unpacking by(Decompressor decompressor) {
        return (packed, unpacked) -> {
            try {
                return decompressor.decompress(packed, 0, packed.length, unpacked, 0, unpacked.length);
            } catch (MalformedInputException e) {
                throw new IOException("a page cannot be unpacked: " + e.getMessage(), e);
            }
        };
    }

    private static int copied(byte[] packed, byte[] unpacked) {
        System.arraycopy(packed, 0, unpacked, 0, Math.min(packed.length, unpacked.length));
        return packed.length;
    }

    private static int gunzip(byte[] packed, byte[] unpacked) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(unpacked, 0, unpacked.length);
        }
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("reads only");
    }

    @Override
    public void release() {
        // Holds nothing.
    }

    private final class Pages implements BytesInputDecompressor {

        private final Unpacking unpacking;

        /** The dictionary, or the page before the last one; then the last one. */
        private long olderBytes;

        private long newerBytes;

        Pages(Unpacking unpacking) {
            this.unpacking = unpacking;
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int unpackedBytes) throws IOException {
            take(unpackedBytes);
            byte[] unpacked = new byte[unpackedBytes];
            int count = unpacking.into(bytes.toInputStream().readAllBytes(), unpacked);
            if (count != unpackedBytes) {
                throw new IOException("a page has " + count + " bytes but says " + unpackedBytes);
            }
            return BytesInput.from(unpacked);
        }

        private void take(int unpackedBytes) throws IOException {
            heldBytes += unpackedBytes - olderBytes;
            olderBytes = newerBytes;
            newerBytes = unpackedBytes;
            if (unpackedBytes < 0 || heldBytes > maxBytes) {
                throw new IOException("the pages of its columns that are read together say that they have " + heldBytes
                        + " bytes and may have " + maxBytes
                        + " with this heap: it is damaged, or write smaller pages, or give more memory (-Xmx)");
            }
        }

        @Override
        public void decompress(ByteBuffer input, int packedBytes, ByteBuffer output, int unpackedBytes)
                throws IOException {
            ByteBuffer packed = input.slice(input.position(), packedBytes);
            output.put(decompress(BytesInput.from(packed), unpackedBytes)
                    .toInputStream()
                    .readAllBytes());
        }

        @Override
        public void release() {
            // Holds nothing.
        }
    }
}
