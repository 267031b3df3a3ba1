package dev.scoreline.batch.progress;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells progress again and again until it is closed, which tells it a last time if the run has begun. Thread-safe. */
public final class ProgressReport implements AutoCloseable {

    private final Progress progress;
    private final ProgressForm form;
    private final PrintStream out;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(job -> {
        Thread thread = new Thread(job, "scoreline-batch-progress");
        thread.setDaemon(true);
        return thread;
    });

    private ProgressReport(Progress progress, ProgressForm form, PrintStream out) {
        this.progress = progress;
        this.form = form;
        this.out = out;
    }

    public static ProgressReport start(Progress progress, ProgressForm form, PrintStream out) {
        ProgressReport report = new ProgressReport(progress, form, out);
        long millis = form.interval().toMillis();
        var ignored = report.clock.scheduleAtFixedRate(report::tell, millis, millis, TimeUnit.MILLISECONDS);
        return report;
    }

    private synchronized void tell() {
        out.print(form.text(progress.snapshot()));
        out.flush();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (progress.snapshot().bytesTotal() == 0) {
            // It was refused before it began, and that is told.
            return;
        }
        synchronized (this) {
            out.print(form.last(progress.snapshot()));
            out.flush();
        }
    }
}
