package dev.scoreline.batch.parquet;

/**
 * How much memory reading may take. Immutable; thread-safe.
 *
 * @param footerBytes of a footer, which becomes objects of many times its size
 * @param rowGroupBytes of the columns of a row group that are read, as they lie in the file
 * @param unpackedBytes of the pages of those columns that are unpacked at one time
 */
record ReadLimits(long footerBytes, long rowGroupBytes, long unpackedBytes) {

    /** A half for what is read, a quarter for what is unpacked; the rest is left to the mini-batches. */
    static ReadLimits ofHeap(long maxHeapBytes) {
        return new ReadLimits(maxHeapBytes / 16, maxHeapBytes / 2, maxHeapBytes / 4);
    }
}
