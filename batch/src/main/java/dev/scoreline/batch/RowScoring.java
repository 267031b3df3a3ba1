package dev.scoreline.batch;

import dev.scoreline.batch.input.Failure;
import dev.scoreline.batch.input.InputFile;
import dev.scoreline.batch.input.KeptCells;
import dev.scoreline.batch.input.MiniBatch;
import dev.scoreline.batch.input.MiniBatchReader;
import dev.scoreline.batch.input.Position;
import dev.scoreline.batch.input.RowBatches;
import dev.scoreline.batch.input.RowBlock;
import dev.scoreline.batch.input.RowSources;
import dev.scoreline.batch.output.Counts;
import dev.scoreline.batch.output.ErrorLines;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.batch.output.RowFormat;
import dev.scoreline.batch.output.ScoredRows;
import dev.scoreline.batch.output.WrittenBatch;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.scoring.codec.JsonBytes;
import dev.scoreline.scoring.codec.PayloadRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Scores rows with a model. Thread-safe but for the reader. */
final class RowScoring implements BatchScoring {

    private final OpenModel model;
    private final RowSources sources;
    private final List<InputFile> files;
    private final int rowsPerBatch;
    private final BatchConfig config;
    private final RowFormat format;
    private final RowAttempts attempts;

    RowScoring(OpenModel model, RowSources sources, List<InputFile> files, BatchConfig config, Progress progress) {
        this.model = model;
        this.sources = sources;
        this.files = files;
        this.config = config;
        this.rowsPerBatch = config.miniBatchSize().orElse(model.defaultMiniBatchRows());
        this.format = RowFormat.of(model.outputFormat());
        this.attempts = new RowAttempts(model.loaded(), model.method(), config.retry(), progress);
    }

    @Override
    public String identity() {
        return "model " + model.loaded().sha256() + " " + model.method() + " rows " + rowsPerBatch + " "
                + model.outputFormat()
                + " " + config.output().action() + " " + config.output().keepColumns() + " "
                + config.input().format() + " "
                + config.input().csv();
    }

    @Override
    public OutputFormat outputFormat() {
        return model.outputFormat();
    }

    @Override
    public int concurrency() {
        return model.concurrency();
    }

    @Override
    public MiniBatchReader reader(Position start, long number) {
        return new RowBatches(files, sources, rowsPerBatch, start, number);
    }

    @Override
    public WrittenBatch score(MiniBatch batch) throws InterruptedException {
        MiniBatch.OfRows rows = (MiniBatch.OfRows) batch;
        RowBlock block = rows.rows();
        List<Failure> failures = new ArrayList<>(block.failures());
        List<RowAttempts.Answered> answered = attempts.score(rows, failures);
        failures.sort(Comparator.comparingLong(failure -> failure.row().orElse(Long.MAX_VALUE)));
        return written(rows, answered, failures);
    }

    private WrittenBatch written(MiniBatch.OfRows batch, List<RowAttempts.Answered> answered, List<Failure> failures) {
        JsonBytes out =
                new JsonBytes(answered.isEmpty() ? 0 : batch.rows().table().rows() * 40);
        byte[] header = {};
        long succeeded = 0;
        for (RowAttempts.Answered piece : answered) {
            succeeded += piece.to() - piece.from();
            if (config.output().action() == OutputAction.APPEND_ROW) {
                ScoredRows rows = scored(batch, piece);
                header = format.header(rows);
                format.write(rows, out);
            }
        }
        Counts counts = new Counts(1, succeeded, failures.size());
        return new WrittenBatch(batch.next(), header, out.toByteArray(), ErrorLines.of(failures), counts);
    }

    private ScoredRows scored(MiniBatch.OfRows batch, RowAttempts.Answered piece) {
        RowBlock block = batch.rows();
        int count = piece.to() - piece.from();
        long[] numbers =
                piece.from() == 0 ? block.numbers() : Arrays.copyOfRange(block.numbers(), piece.from(), piece.to());
        List<String> names = new ArrayList<>();
        List<KeptCells> kept = new ArrayList<>();
        if (config.output().keepColumns()) {
            for (int c = 0; c < block.table().width(); c++) {
                names.add(sources.columns().name(c));
            }
            names.addAll(block.kept().names());
            block.table().columns().forEach(column -> kept.add(column::cell));
            kept.addAll(block.kept().columns());
        }
        return new ScoredRows(
                batch.file(),
                numbers,
                count,
                PayloadRows.of(piece.answer(), count),
                names,
                kept.stream().map(cells -> cells.from(piece.from())).toList());
    }

    @Override
    public void close() {
        model.close();
    }
}
