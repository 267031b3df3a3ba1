package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Mini-batches of so many rows, each of one file. A file that cannot be read on is one failure, and the next one follows. One thread. */
public final class RowBatches implements MiniBatchReader {

    private final List<InputFile> files;
    private final RowSources sources;
    private final int rowsPerBatch;
    private long number;
    private Position position;
    private Optional<RowSource> open = Optional.empty();

    /**
     * Begins at a place.
     *
     * @param number the number of the next mini-batch
     */
    public RowBatches(List<InputFile> files, RowSources sources, int rowsPerBatch, Position start, long number) {
        this.files = List.copyOf(files);
        this.sources = sources;
        this.rowsPerBatch = rowsPerBatch;
        this.position = start;
        this.number = number;
    }

    @Override
    public Optional<MiniBatch> next() {
        while (position.file() < files.size()) {
            Optional<RowBlock> block = block();
            if (block.isPresent()) {
                String name = files.get(position.file()).name();
                boolean isLastOfFile = block.get().taken() == 0;
                position = isLastOfFile
                        ? new Position(position.file() + 1, 0)
                        : new Position(
                                position.file(), position.row() + block.get().taken());
                return Optional.of(new MiniBatch.OfRows(number++, position, name, block.get()));
            }
            position = new Position(position.file() + 1, 0);
        }
        return Optional.empty();
    }

    /** The next rows of the present file, or its failure; nothing at its end. */
    private Optional<RowBlock> block() {
        InputFile file = files.get(position.file());
        try {
            RowSource source = source(file);
            RowBlock block = source.next(rowsPerBatch);
            if (block.taken() > 0) {
                return Optional.of(block);
            }
            close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(failed(file, "cannot be read" + from() + ": " + reason(e)));
        } catch (InferenceException e) {
            return Optional.of(failed(file, e.getMessage()));
        }
    }

    private RowSource source(InputFile file) throws IOException {
        if (open.isEmpty()) {
            RowSource source = sources.open(file);
            open = Optional.of(source);
            source.skip(position.row());
        }
        return open.get();
    }

    private RowBlock failed(InputFile file, String reason) {
        try {
            close();
        } catch (IOException e) {
            // It failed already, and that is told.
            open = Optional.empty();
        }
        Table none = Table.dense(new double[0], 0, sources.columns().size());
        return new RowBlock(none, new long[0], KeptColumns.NONE, List.of(Failure.ofFile(file.name(), reason)), 0);
    }

    private String from() {
        return position.row() == 0 ? "" : " from row " + position.row() + " on";
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it is gone";
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    @Override
    public void close() throws IOException {
        Optional<RowSource> closing = open;
        open = Optional.empty();
        if (closing.isPresent()) {
            closing.get().close();
        }
    }
}
