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
 * Unpacks pages, in Java and without looking up classes by name. A page may not become larger than any writer makes one. One
 * thread.
 */
final class PageCodecs implements CompressionCodecFactory {

    /** Writers aim at one MiB. */
    private static final int MAX_PAGE_BYTES = 256 * 1024 * 1024;

    /** Unpacks the whole of one array into another that is as long as the page says. */
    @FunctionalInterface
    private interface Unpacking {
        int into(byte[] packed, byte[] unpacked) throws IOException;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Pages((packed, unpacked) -> copied(packed, unpacked));
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

    private record Pages(Unpacking unpacking) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int unpackedBytes) throws IOException {
            if (unpackedBytes < 0 || unpackedBytes > MAX_PAGE_BYTES) {
                throw new IOException(
                        "a page says that it has " + unpackedBytes + " bytes: expected at most " + MAX_PAGE_BYTES);
            }
            byte[] unpacked = new byte[unpackedBytes];
            int count = unpacking.into(bytes.toInputStream().readAllBytes(), unpacked);
            if (count != unpackedBytes) {
                throw new IOException("a page has " + count + " bytes but says " + unpackedBytes);
            }
            return BytesInput.from(unpacked);
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
