package dev.scoreline.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process that is killed, and one that goes on: nothing is lost and nothing is there twice. */
class BatchProcessTest {

    /** How many runs are killed; {@code -Dbatch.kills=20} for more. */
    private static final int KILLS = Integer.getInteger("batch.kills", 3);

    private static final int ROWS = 60_000;
    private static final Path MODEL = Path.of("../examples/diabetes").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeEach
    void writeRows() throws IOException {
        Random random = new Random(11);
        StringBuilder rows = new StringBuilder();
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < 10; c++) {
                rows.append(c == 0 ? "" : ",").append(r % 1000 == 999 && c == 3 ? "x" : random.nextGaussian());
            }
            rows.append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
    }

    @Test
    void killedRunsGoOnToTheOutputOfAnUninterruptedOne() throws Exception {
        assertThat(exitCode(start("whole"))).isEqualTo(4);
        Random random = new Random();
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Path out = folder.resolve("killed" + i);
            Process process = start(out.getFileName().toString());
            awaitBytes(out.resolve("predictions.csv.checkpoint"), 93 + random.nextInt(2000), process);
            process.destroyForcibly();
            killed += exitCode(process) == 137 ? 1 : 0;
            if (!Files.exists(out.resolve("predictions.csv"))) {
                assertThat(exitCode(start(out.getFileName().toString(), "--resume")))
                        .isEqualTo(4);
            }
            assertSame(out);
        }
        assertThat(killed).isPositive();
    }

    /** While rows are kept, or while the file is made of them. */
    @Test
    void runsKilledOnTheirWayToAParquetFileGoOnToTheVeryFile() throws Exception {
        assertThat(exitCode(start("parquet", "--output-format=parquet"))).isEqualTo(4);
        Random random = new Random();
        for (int i = 0; i < KILLS; i++) {
            Path out = folder.resolve("parquet" + i);
            Process process = start(out.getFileName().toString(), "--output-format=parquet");
            boolean isLate = i % 2 == 0;
            awaitBytes(
                    out.resolve("predictions.parquet" + (isLate ? ".finished" : ".checkpoint")),
                    isLate ? 0 : 93 + random.nextInt(2000),
                    process);
            process.destroyForcibly();
            int ended = exitCode(process);
            if (!Files.exists(out.resolve("predictions.parquet"))) {
                assertThat(ended).isEqualTo(137);
                assertThat(exitCode(start(out.getFileName().toString(), "--output-format=parquet", "--resume")))
                        .isEqualTo(4);
            }
            Path whole = folder.resolve("parquet").resolve("predictions.parquet");
            assertThat(Files.mismatch(out.resolve("predictions.parquet"), whole))
                    .isEqualTo(-1);
        }
    }

    @Test
    void aTerminatedRunStopsCleanlyAndGoesOn() throws Exception {
        assertThat(exitCode(start("whole"))).isEqualTo(4);
        Path out = folder.resolve("stopped");
        Process process = start("stopped");
        awaitBytes(out.resolve("predictions.csv.checkpoint"), 300, process);

        process.destroy();

        assertThat(exitCode(process)).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("stopped.log"))).contains("interrupted: go on with --resume");
        assertThat(exitCode(start("stopped", "--resume"))).isEqualTo(4);
        assertSame(out);
    }

    /** A disk that takes only so much: the system refuses to let a file grow past the limit. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void aFullDiskEndsTheRunWith6AndItGoesOn(String format) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "limits the size of files with bash, which is not here");
        assertThat(exitCode(start("whole", "--output-format", format))).isEqualTo(4);
        Path out = folder.resolve("full");
        List<String> command = command("full", "--output-format", format);
        command.addAll(0, List.of("/bin/bash", "-c", "ulimit -f 512; exec \"$@\"", "bash"));

        assertThat(exitCode(start(command, "full"))).isEqualTo(6);

        assertThat(Files.readString(folder.resolve("full.log"))).contains("File too large");
        assertThat(out.resolve("predictions." + format)).doesNotExist();
        assertThat(exitCode(start("full", "--output-format", format, "--resume")))
                .isEqualTo(4);
        Path output = Path.of("predictions." + format);
        assertThat(Files.mismatch(out.resolve(output), folder.resolve("whole").resolve(output)))
                .isEqualTo(-1);
    }

    @Test
    void progressAsJsonAndAPortForMetricsAreTold() throws Exception {
        assertThat(exitCode(start("json", "--progress=json", "--metrics-port=0")))
                .isEqualTo(4);

        List<String> lines = Files.readAllLines(folder.resolve("json.log"));
        assertThat(lines.get(0)).matches("metrics at port [0-9]+, path /metrics");
        JsonObject last = lines.stream()
                .filter(line -> line.startsWith("{\"share\""))
                .reduce((a, b) -> b)
                .map(JsonObject::new)
                .orElseThrow();
        assertThat(last.getDouble("share")).isEqualTo(1.0);
        assertThat(last.getInteger("items")).isEqualTo(ROWS);
        assertThat(last.getInteger("failed")).isEqualTo(ROWS / 1000);
        assertThat(last.getInteger("mini_batches")).isEqualTo(ROWS / 1000);
        assertThat(last.fieldNames()).contains("items_per_second", "seconds", "seconds_left");
    }

    private void assertSame(Path out) throws IOException {
        for (String name : List.of("predictions.csv", "predictions.errors.jsonl")) {
            assertThat(Files.mismatch(out.resolve(name), folder.resolve("whole").resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    /** Waits until the run has come so far, or is over; asks the file system again and again, as no event tells. */
    private static void awaitBytes(Path file, long bytes, Process process) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (process.isAlive() && System.nanoTime() < end && (!Files.exists(file) || size(file) < bytes)) {
            Thread.onSpinWait();
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (java.nio.file.NoSuchFileException e) {
            // Published between the two looks.
            return Long.MAX_VALUE;
        }
    }

    private Process start(String out, String... more) throws IOException {
        return start(command(out, more), out);
    }

    private List<String> command(String out, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.scoreline.server.Main",
                "batch",
                "--model=" + MODEL,
                "--input=" + folder.resolve("rows.csv"),
                "--output=" + folder.resolve(out),
                "--mini-batch-size=1000"));
        command.addAll(List.of(more));
        return command;
    }

    private Process start(List<String> command, String out) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(out + ".log").toFile())
                .start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the run did not end within 120 s");
        }
        return process.exitValue();
    }
}
