package dev.scoreline.batch;

import dev.scoreline.batch.input.Failure;
import dev.scoreline.batch.input.FileBatches;
import dev.scoreline.batch.input.InputFile;
import dev.scoreline.batch.input.MiniBatch;
import dev.scoreline.batch.input.MiniBatchReader;
import dev.scoreline.batch.input.Position;
import dev.scoreline.batch.output.Counts;
import dev.scoreline.batch.output.ElementForm;
import dev.scoreline.batch.output.ErrorLines;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.batch.output.WrittenBatch;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.Excerpt;
import dev.scoreline.scoring.codec.JsonBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands files to entry code. As safe for many threads as that is. */
final class FileScoring implements BatchScoring {

    /** Azure ML's default. */
    private static final int DEFAULT_FILES = 10;

    private final OpenScript script;
    private final List<InputFile> files;
    private final BatchConfig config;
    private final Progress progress;
    private final int filesPerBatch;
    private final OutputFormat format;
    private final ElementForm form;

    FileScoring(OpenScript script, List<InputFile> files, BatchConfig config, Progress progress) {
        this.script = script;
        this.files = files;
        this.config = config;
        this.progress = progress;
        this.filesPerBatch = config.miniBatchSize().orElse(DEFAULT_FILES);
        this.format = config.output().format().orElse(OutputFormat.AZURE_SCRIPT);
        this.form = ElementForm.of(format);
    }

    @Override
    public String identity() {
        return "script " + script.digest() + " files " + filesPerBatch + " " + format + " "
                + config.output().action();
    }

    @Override
    public OutputFormat outputFormat() {
        return format;
    }

    /** One, as in Azure ML: a script's run need not bear to be called by several threads. */
    @Override
    public int concurrency() {
        return config.concurrency().orElse(1);
    }

    @Override
    public MiniBatchReader reader(Position start, long number) {
        return new FileBatches(files, filesPerBatch, start, number);
    }

    @Override
    public WrittenBatch score(MiniBatch batch) throws InterruptedException {
        MiniBatch.OfFiles given = (MiniBatch.OfFiles) batch;
        for (int attempt = 0; ; attempt++) {
            try {
                return written(given, once(given.files()));
            } catch (InferenceException e) {
                if (attempt >= config.retry().maxRetries()) {
                    return failed(given, e.getMessage());
                }
                progress.retried();
            }
        }
    }

    private List<@Nullable Object> once(List<InputFile> batch) throws InterruptedException {
        CompletableFuture<List<@Nullable Object>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(batch, answer), "scoreline-run");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(config.retry().timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (TimeoutException e) {
            // Code that does not mind keeps this thread, and nothing waits for it.
            thread.interrupt();
            throw new InferenceException(
                    ErrorCode.SCRIPT_TIMEOUT,
                    "run() took longer than " + config.retry().timeout().toMillis() + " ms",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InferenceException known) {
                throw known;
            }
            throw new InferenceException(ErrorCode.SCRIPT_FAILED, "run() failed: " + e.getCause(), e);
        }
    }

    private void run(List<InputFile> batch, CompletableFuture<List<@Nullable Object>> answer) {
        try {
            answer.complete(
                    script.script().run(batch.stream().map(InputFile::path).toList()));
        } catch (InferenceException e) {
            answer.completeExceptionally(e);
        }
    }

    private WrittenBatch written(MiniBatch.OfFiles batch, List<@Nullable Object> elements) {
        List<Failure> failures = missing(batch.files(), elements);
        JsonBytes out = new JsonBytes(256);
        byte[] header = {};
        if (config.output().action() == OutputAction.APPEND_ROW) {
            header = form.header();
            form.write(names(batch), elements, out);
        }
        long succeeded = (long) batch.files().size() - failures.size();
        Counts counts = new Counts(1, succeeded, failures.size());
        return new WrittenBatch(batch.next(), header, out.toByteArray(), ErrorLines.of(failures), counts);
    }

    private static WrittenBatch failed(MiniBatch.OfFiles batch, String reason) {
        List<Failure> failures =
                names(batch).stream().map(name -> Failure.ofFile(name, reason)).toList();
        byte[] none = {};
        return new WrittenBatch(batch.next(), none, none, ErrorLines.of(failures), new Counts(1, 0, failures.size()));
    }

    private static List<String> names(MiniBatch.OfFiles batch) {
        return batch.files().stream().map(InputFile::name).toList();
    }

    /**
     * Each element is one file that was processed, as Azure ML counts; the files that are missing are those that no element
     * names, if that fits the number.
     */
    private static List<Failure> missing(List<InputFile> batch, List<@Nullable Object> elements) {
        int missing = Math.max(0, batch.size() - elements.size());
        List<Failure> failures = new ArrayList<>();
        List<String> unnamed = batch.stream()
                .filter(file -> elements.stream()
                        .noneMatch(element -> String.valueOf(element)
                                .contains(file.path().getFileName().toString())))
                .map(InputFile::name)
                .toList();
        String gave = "run() gave " + elements.size() + " elements for " + batch.size() + " files";
        for (int i = 0; i < missing; i++) {
            failures.add(
                    unnamed.size() == missing
                            ? Failure.ofFile(unnamed.get(i), gave + " and none for this one")
                            : Failure.ofFile(
                                    batch.get(0).name(),
                                    gave + ": which failed cannot be told of "
                                            + Excerpt.list(batch.stream()
                                                    .map(InputFile::name)
                                                    .toList())));
        }
        return failures;
    }

    @Override
    public void close() {
        script.close();
    }
}
