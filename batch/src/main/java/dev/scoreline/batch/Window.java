package dev.scoreline.batch;

import dev.scoreline.batch.input.MiniBatch;
import dev.scoreline.batch.input.MiniBatchReader;
import dev.scoreline.batch.output.Counts;
import dev.scoreline.batch.output.OutputWriter;
import dev.scoreline.batch.output.Publishing;
import dev.scoreline.batch.output.WrittenBatch;
import dev.scoreline.batch.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The mini-batches that are on their way: at most so many, which bounds the memory whatever the inputs' size. One thread reads
 * on and hands what it has read to others that score it, and the calling thread writes the oldest. None of them waits for
 * another as long as there is work for it, and what is written is in the order in which it was read. One thread, used once.
 */
final class Window {

    private static final Future<Optional<WrittenBatch>> NOTHING = CompletableFuture.completedFuture(Optional.empty());

    /** How long the reader may take to let go of its file when it is told to end. */
    private static final int LETTING_GO_SECONDS = 5;

    private final BatchScoring scoring;
    private final OutputWriter writer;
    private final Publishing publishing;
    private final BatchConfig config;
    private final Progress progress;
    private final Stop stop;
    private final ExecutorService reading =
            Executors.newSingleThreadExecutor(job -> daemon(job, "scoreline-batch-reader"));
    private final ExecutorService lanes;

    /** In the order of the inputs; behind the last there is nothing, or why reading ended early. */
    private final BlockingQueue<Future<Optional<WrittenBatch>>> window;

    private volatile Future<Optional<WrittenBatch>> oldest = NOTHING;

    Window(
            BatchScoring scoring,
            OutputWriter writer,
            Publishing publishing,
            BatchConfig config,
            Progress progress,
            Stop stop) {
        this.scoring = scoring;
        this.writer = writer;
        this.publishing = publishing;
        this.config = config;
        this.progress = progress;
        this.stop = stop;
        this.window = new ArrayBlockingQueue<>(scoring.concurrency());
        this.lanes = Executors.newFixedThreadPool(scoring.concurrency(), job -> daemon(job, "scoreline-batch"));
    }

    private static Thread daemon(Runnable job, String name) {
        Thread thread = new Thread(job, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Scores all that is left, and publishes it. */
    BatchSummary run() {
        stop.onRequest(this::cancel);
        try {
            Optional<Ending> early = writer.last().isComplete() ? Optional.empty() : pass();
            return early.isPresent() ? summary(early.get()) : published();
        } catch (InterruptedException | CancellationException e) {
            return summary(Ending.INTERRUPTED);
        } catch (IOException e) {
            return BatchSummary.of(
                    Ending.OUTPUT_FAILED,
                    Optional.of(OutputFailure.told(e)),
                    config.output().files(),
                    progress);
        } finally {
            stop.onRequest(() -> {});
            end();
        }
    }

    private void end() {
        lanes.shutdownNow();
        reading.shutdownNow();
        try {
            boolean ignored = reading.awaitTermination(LETTING_GO_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all waiting. Not by an interrupt of the writing thread, which would close the file under its hands. */
    private void cancel() {
        oldest.cancel(true);
        window.forEach(future -> future.cancel(true));
        // Who waits for an empty window waits no more; who does not finds the request anyway.
        boolean ignored = window.offer(NOTHING);
    }

    /** Takes the mini-batches through; how it ended if that is early. */
    private Optional<Ending> pass() throws IOException, InterruptedException {
        MiniBatchReader reader =
                scoring.reader(writer.last().next(), writer.last().counts().miniBatches());
        reading.execute(() -> readAll(reader));
        for (Optional<WrittenBatch> batch = oldest(); batch.isPresent(); batch = oldest()) {
            write(batch.get());
            if (isOverThreshold()) {
                return Optional.of(Ending.THRESHOLD_PASSED);
            }
        }
        Counts counts = writer.last().counts();
        return counts.succeeded() == 0 && counts.failed() > 0
                ? Optional.of(Ending.NOTHING_SUCCEEDED)
                : Optional.empty();
    }

    /** Waits for the oldest mini-batch; nothing at the end. A stop finds it here while it is waited for. */
    private Optional<WrittenBatch> oldest() throws IOException, InterruptedException {
        oldest = window.take();
        if (stop.isRequested()) {
            throw new CancellationException("stopped");
        }
        return done(oldest);
    }

    /** On the reading thread. Whatever ends it, the writing thread hears of it. */
    private void readAll(MiniBatchReader reader) {
        Future<Optional<WrittenBatch>> end = NOTHING;
        try (reader) {
            handOn(reader);
        } catch (Throwable e) {
            end = CompletableFuture.failedFuture(e);
        }
        try {
            window.put(end);
        } catch (InterruptedException e) {
            // Nobody waits for the end of a run that was ended.
            Thread.currentThread().interrupt();
        }
    }

    private void handOn(MiniBatchReader reader) throws InterruptedException {
        for (Optional<MiniBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
            MiniBatch read = next.get();
            window.put(lanes.submit(() -> Optional.of(timed(read))));
        }
    }

    private WrittenBatch timed(MiniBatch batch) throws InterruptedException {
        long start = System.nanoTime();
        WrittenBatch written = scoring.score(batch);
        progress.scored(name(batch), Duration.ofNanos(System.nanoTime() - start));
        return written;
    }

    private static String name(MiniBatch batch) {
        String number = "mini-batch " + batch.number();
        if (batch instanceof MiniBatch.OfRows rows) {
            return number + ", " + rows.file();
        }
        return number + ", from " + ((MiniBatch.OfFiles) batch).files().get(0).name();
    }

    private void write(WrittenBatch batch) throws IOException {
        writer.append(batch);
        progress.written(writer.last().counts());
    }

    private boolean isOverThreshold() {
        return config.errorThreshold() >= 0 && writer.last().counts().failed() > config.errorThreshold();
    }

    private static <T> T done(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new CancellationException("stopped");
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a mini-batch ended in an error of the program", e.getCause());
        }
    }

    private BatchSummary published() throws IOException {
        Ending ending = writer.last().counts().failed() > 0 ? Ending.DONE_WITH_ERRORS : Ending.DONE;
        BatchSummary summary = summary(ending);
        writer.publish(publishing, summary.json());
        return summary;
    }

    private BatchSummary summary(Ending ending) {
        return BatchSummary.of(ending, reason(ending), config.output().files(), progress);
    }

    private Optional<String> reason(Ending ending) {
        return switch (ending) {
            case DONE, DONE_WITH_ERRORS -> Optional.empty();
            case THRESHOLD_PASSED ->
                Optional.of(writer.last().counts().failed() + " items failed and error_threshold is "
                        + config.errorThreshold());
            case NOTHING_SUCCEEDED -> Optional.of("No succeeded mini batch item returned from run()");
            case INTERRUPTED -> Optional.of("go on with --resume");
            case OUTPUT_FAILED -> Optional.of("the output cannot be written");
        };
    }
}
