package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.scoring.codec.Excerpt;
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

    /** What goes along of the first file that has rows. */
    private Optional<List<String>> firstNames = Optional.empty();

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
                checkNames(block);
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

    private void checkNames(RowBlock block) {
        if (sources.extras() != Extras.KEPT_IF_SAME || block.table().rows() == 0) {
            return;
        }
        List<String> names = block.kept().names();
        if (firstNames.isEmpty()) {
            firstNames = namesBefore().or(() -> Optional.of(names));
        }
        if (!names.equals(firstNames.get())) {
            throw InferenceException.invalidInput("its columns that go along are " + told(names)
                    + " but those of the first file are " + told(firstNames.get())
                    + ": choose --output-format jsonl or parquet, where files may differ, or leave out --keep-columns");
        }
    }

    /** Looked up where a run goes on, which does not begin at the first file. */
    private Optional<List<String>> namesBefore() {
        return files.subList(0, position.file()).stream()
                .flatMap(file -> names(file).stream())
                .findFirst();
    }

    /** What goes along of a file's first good row. A file that cannot be read, which was told before, says nothing. */
    private Optional<List<String>> names(InputFile file) {
        try (RowSource source = sources.open(file)) {
            RowBlock block = source.next(1);
            while (block.taken() > 0 && block.table().rows() == 0) {
                block = source.next(1);
            }
            return block.taken() > 0 ? Optional.of(block.kept().names()) : Optional.empty();
        } catch (IOException | InferenceException e) {
            return Optional.empty();
        }
    }

    private static String told(List<String> names) {
        return names.isEmpty() ? "none" : Excerpt.list(names);
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
