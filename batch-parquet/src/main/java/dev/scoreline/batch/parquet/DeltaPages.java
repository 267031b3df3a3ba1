package dev.scoreline.batch.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;

/**
 * Looks at the heads of pages whose numbers or lengths are deltas, since the library makes room for as many as they say
 * (https://parquet.apache.org/docs/file-format/data-pages/encodings/). Stateless; thread-safe.
 */
final class DeltaPages {

    /** Writers make blocks of 128. */
    private static final int MAX_BLOCK_VALUES = 1 << 16;

    private DeltaPages() {}

    /**
     * Checks a page of deltas; any other is none of its business.
     *
     * @param hasLevels whether it may hold nulls
     * @throws IllegalArgumentException if it says more than it can hold
     */
    static void check(DataPage page, boolean hasLevels) {
        Encoding encoding =
                page instanceof DataPageV1 first ? first.getValueEncoding() : ((DataPageV2) page).getDataEncoding();
        boolean isTextWithPrefixes = encoding == Encoding.DELTA_BYTE_ARRAY;
        if (isTextWithPrefixes
                || encoding == Encoding.DELTA_BINARY_PACKED
                || encoding == Encoding.DELTA_LENGTH_BYTE_ARRAY) {
            try {
                ByteBufferInputStream values = values(page, hasLevels);
                int count = head(values, page.getValueCount());
                if (isTextWithPrefixes) {
                    prefixes(values, page.getValueCount(), count);
                }
            } catch (EOFException e) {
                // A page of nulls may have no values at all; of any other the library will say that it is too short.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ByteBufferInputStream values(DataPage page, boolean hasLevels) throws IOException {
        if (page instanceof DataPageV2 second) {
            return second.getData().toInputStream();
        }
        ByteBufferInputStream in = ((DataPageV1) page).getBytes().toInputStream();
        if (hasLevels) {
            in.skipFully(Integer.toUnsignedLong(BytesUtils.readIntLittleEndian(in)));
        }
        return in;
    }

    /** The size of a block, its parts, how many numbers there are; leaves the stream where it was. */
    private static int head(ByteBufferInputStream in, int values) throws IOException {
        in.mark(Integer.MAX_VALUE);
        int blockValues = BytesUtils.readUnsignedVarInt(in);
        int parts = BytesUtils.readUnsignedVarInt(in);
        int count = BytesUtils.readUnsignedVarInt(in);
        in.reset();
        boolean isBlock = blockValues > 0 && blockValues <= MAX_BLOCK_VALUES && parts > 0 && parts <= blockValues;
        if (!isBlock || count < 0 || count > values) {
            throw new IllegalArgumentException("a page of " + values + " values says that it has " + count
                    + " deltas in blocks of " + blockValues);
        }
        return count;
    }

    /** How much each text has in common with the one before, then the lengths of what follows. */
    private static void prefixes(ByteBufferInputStream in, int values, int count) throws IOException {
        int bytes = in.available();
        DeltaBinaryPackingValuesReader prefixes = new DeltaBinaryPackingValuesReader();
        prefixes.initFromPage(values, in);
        for (int i = 0; i < count; i++) {
            int prefix = prefixes.readInteger();
            if (prefix < 0 || prefix > bytes) {
                throw new IllegalArgumentException(
                        "a text says that " + prefix + " bytes are those of the one before, in a page of " + bytes);
            }
        }
        head(in, values);
    }
}
