package dev.scoreline.batch.parquet;

import io.airlift.compress.snappy.SnappyCompressor;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Packs pages with Snappy, as pandas does, in Java; writes only. One thread. */
final class SnappyPages implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        SnappyCompressor snappy = new SnappyCompressor();
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                byte[] plain = bytes.toInputStream().readAllBytes();
                byte[] packed = new byte[snappy.maxCompressedLength(plain.length)];
                int count = snappy.compress(plain, 0, plain.length, packed, 0, packed.length);
                return BytesInput.from(packed, 0, count);
            }

            @Override
            public CompressionCodecName getCodecName() {
                return CompressionCodecName.SNAPPY;
            }

            @Override
            public void release() {
                // Holds nothing.
            }
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("writes only");
    }

    @Override
    public void release() {
        // Holds nothing.
    }
}
