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
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The mini-batches that are on their way: at most so many, which bounds the memory whatever the inputs' size. One thread reads
 * the next one while others score those before it and the calling thread writes the oldest. So they are written in the order in
 * which they were read. One thread, used once.
 */
final class Window {

    private final BatchScoring scoring;
    private final OutputWriter writer;
    private final Publishing publishing;
    private final BatchConfig config;
    private final Progress progress;
    private final Stop stop;
    private final ExecutorService reading =
            Executors.newSingleThreadExecutor(job -> daemon(job, "scoreline-batch-reader"));
    private final ExecutorService lanes;
    private final Queue<Future<WrittenBatch>> window = new ConcurrentLinkedQueue<>();
    private volatile Future<Optional<MiniBatch>> next = CompletableFuture.completedFuture(Optional.empty());
    private final int capacity;

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
        this.capacity = scoring.concurrency() + 2;
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
            lanes.shutdownNow();
            reading.shutdownNow();
        }
    }

    /** Ends all waiting. Not by an interrupt of the writing thread, which would close the file under its hands. */
    private void cancel() {
        next.cancel(false);
        window.forEach(future -> future.cancel(true));
    }

    /** Takes the mini-batches through; how it ended if that is early. */
    private Optional<Ending> pass() throws IOException, InterruptedException {
        try (MiniBatchReader reader =
                scoring.reader(writer.last().next(), writer.last().counts().miniBatches())) {
            next = reading.submit(reader::next);
            boolean isAtEnd = false;
            while (!isAtEnd || !window.isEmpty()) {
                if (stop.isRequested()) {
                    return Optional.of(Ending.INTERRUPTED);
                }
                boolean hasRoom = !isAtEnd && window.size() < capacity;
                if (hasRoom && (window.isEmpty() || next.isDone())) {
                    Optional<MiniBatch> read = done(next);
                    isAtEnd = read.isEmpty();
                    if (read.isPresent()) {
                        window.add(lanes.submit(() -> timed(read.get())));
                        next = reading.submit(reader::next);
                    }
                } else {
                    // Left in the window while it is waited for, where a stop finds it.
                    write(done(window.element()));
                    window.remove();
                    if (isOverThreshold()) {
                        return Optional.of(Ending.THRESHOLD_PASSED);
                    }
                }
            }
        }
        Counts counts = writer.last().counts();
        return counts.succeeded() == 0 && counts.failed() > 0
                ? Optional.of(Ending.NOTHING_SUCCEEDED)
                : Optional.empty();
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
