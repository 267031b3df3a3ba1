package dev.scoreline.batch;

import dev.scoreline.batch.output.OutputFiles;
import dev.scoreline.batch.progress.Durations;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.scoring.codec.JsonBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run did. Counts are of the whole run, times since it was started or continued. Immutable; thread-safe.
 *
 * @param reason why it ended early, for a person; empty if it did not
 * @param slowest the mini-batch that took longest
 */
public record BatchSummary(
        Ending ending,
        Optional<String> reason,
        OutputFiles files,
        Progress.Snapshot progress,
        Map<String, Duration> miniBatchTimes,
        String slowest) {

    private static final List<Double> SHARES = List.of(0.5, 0.9, 0.99);

    static BatchSummary of(Ending ending, Optional<String> reason, OutputFiles files, Progress progress) {
        Durations durations = progress.miniBatches();
        Map<String, Duration> times = new LinkedHashMap<>();
        SHARES.forEach(share -> times.put("p" + Math.round(share * 100), durations.percentile(share)));
        times.put("max", durations.max());
        return new BatchSummary(ending, reason, files, progress.snapshot(), times, durations.slowest());
    }

    /** As a JSON object of one line. */
    public byte[] json() {
        JsonBytes out = new JsonBytes(512);
        out.word("{\"ending\":");
        out.text(ending.toString());
        count(out, "mini_batches", progress.counts().miniBatches());
        count(out, "items", progress.counts().items());
        count(out, "succeeded", progress.counts().succeeded());
        count(out, "failed", progress.counts().failed());
        count(out, "retries", progress.retries());
        count(out, "bytes_read", progress.bytesRead());
        number(out, "seconds", progress.elapsed().toNanos() / 1e9);
        number(out, "items_per_second", progress.itemsPerSecond());
        miniBatchTimes.forEach((name, time) -> number(out, "mini_batch_seconds_" + name, time.toNanos() / 1e9));
        out.word(",\"slowest_mini_batch\":");
        out.text(slowest);
        out.word(",\"output\":");
        out.text(files.name());
        out.word("}\n");
        return out.toByteArray();
    }

    private static void count(JsonBytes out, String name, long value) {
        out.word(",\"" + name + "\":");
        out.number(value);
    }

    private static void number(JsonBytes out, String name, double value) {
        out.word(",\"" + name + "\":");
        out.number(Math.round(value * 1e6) / 1e6);
    }

    /** As a table for a terminal, with a line feed at the end of each line. */
    public String table() {
        StringBuilder out = new StringBuilder();
        line(out, "ended", ending + reason.map(why -> ": " + why).orElse(""));
        line(out, "items", String.format(Locale.ROOT, "%,d", progress.counts().items()));
        line(
                out,
                "succeeded",
                String.format(Locale.ROOT, "%,d", progress.counts().succeeded()));
        line(out, "failed", String.format(Locale.ROOT, "%,d", progress.counts().failed()));
        line(
                out,
                "mini-batches",
                String.format(Locale.ROOT, "%,d, %,d retries", progress.counts().miniBatches(), progress.retries()));
        line(
                out,
                "time",
                String.format(
                        Locale.ROOT,
                        "%.1f s, %,.0f items a second",
                        progress.elapsed().toNanos() / 1e9,
                        progress.itemsPerSecond()));
        line(out, "a mini-batch", times());
        line(out, "slowest", slowest.isEmpty() ? "none" : slowest);
        Path output = ending.isPublished() ? files.output() : files.partialOutput();
        line(out, "output", output.toString());
        if (progress.counts().failed() > 0) {
            line(out, "errors", (ending.isPublished() ? files.errors() : files.partialErrors()).toString());
        }
        return out.toString();
    }

    private String times() {
        StringBuilder out = new StringBuilder();
        miniBatchTimes.forEach((name, time) -> out.append(out.isEmpty() ? "" : ", ")
                .append(name)
                .append(String.format(Locale.ROOT, " %.1f ms", time.toNanos() / 1e6)));
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(String.format("  %-13s %s%n", name, value));
    }
}
