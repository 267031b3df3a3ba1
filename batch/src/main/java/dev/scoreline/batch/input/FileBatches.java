package dev.scoreline.batch.input;

import java.util.List;
import java.util.Optional;

/** Mini-batches of so many consecutive files. One thread. */
public final class FileBatches implements MiniBatchReader {

    private final List<InputFile> files;
    private final int filesPerBatch;
    private int next;
    private long number;

    /** Begins at a place. */
    public FileBatches(List<InputFile> files, int filesPerBatch, Position start, long number) {
        this.files = List.copyOf(files);
        this.filesPerBatch = filesPerBatch;
        this.next = start.file();
        this.number = number;
    }

    @Override
    public Optional<MiniBatch> next() {
        if (next >= files.size()) {
            return Optional.empty();
        }
        int end = Math.min(files.size(), next + filesPerBatch);
        MiniBatch batch = new MiniBatch.OfFiles(number++, new Position(end, 0), files.subList(next, end));
        next = end;
        return Optional.of(batch);
    }

    @Override
    public void close() {}
}
