package dev.scoreline.benchmarks;

import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.Payload;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.codec.JsonScoreEncoder;
import dev.scoreline.scoring.codec.ScoreRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each station of a request costs by itself, without any server: decoding, the model, encoding, and a copy of the body's
 * bytes as their floor. All stand in one process and are run in turn, round by round, on one thread, whose CPU time is what
 * counts: wall time on a machine that others use says more about the others.
 */
public final class StationTable {

    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 60_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What the stations gave, so that no compiler leaves them out. */
    private static volatile Object sink = new Object();

    private StationTable() {}

    /** Arguments: model directories that have a {@code sample_input.json} in the form {@code data}. */
    public static void main(String[] args) throws IOException {
        System.out.printf(
                "Java %s, %d rounds in turn; microseconds of CPU an operation, median (least to most).%n%n",
                System.getProperty("java.version"), ROUNDS);
        System.out.println("| model | rows | copy of the body | decode | score | encode |");
        System.out.println("|---|---|---|---|---|---|");
        for (String directory : args) {
            for (int rows : new int[] {1, 100}) {
                print(Path.of(directory), rows);
            }
        }
    }

    private static void print(Path directory, int rows) throws IOException {
        ModelLoaders loaders = ModelLoaders.installed();
        try (Models models = Models.load(
                ModelDirectory.resolve(directory, Optional.empty(), Optional.empty(), loaders),
                Optional.empty(),
                loaders)) {
            byte[] body = SampleBody.of(directory, rows).getBytes();
            List<Station> stations = stations(models.only(), body);
            measure(stations);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %s |%n",
                    directory.getFileName(),
                    rows,
                    stations.stream()
                            .map(station -> Spread.of(station.micros()).toString())
                            .collect(Collectors.joining(" | ")));
        }
    }

    /** Something to do, and what it cost in each round. */
    private record Station(Runnable work, double[] micros) {
        Station(Runnable work) {
            this(work, new double[ROUNDS]);
        }
    }

    /** In the order of the table's columns. */
    private static List<Station> stations(LoadedModel model, byte[] body) {
        ScoreRequest request = model.decoder().decode(body, 0, body.length);
        String method = model.model().signature().defaultMethod().name();
        Payload answer = model.model().score(method, request.input());
        return List.of(
                new Station(() -> sink = body.clone()),
                new Station(() -> sink = model.decoder().decode(body, 0, body.length)),
                new Station(() -> sink = model.model().score(method, request.input())),
                new Station(() -> sink = JsonScoreEncoder.encodeToBuffer(request.answer(), method, answer)));
    }

    private static void measure(List<Station> stations) {
        for (Station station : stations) {
            // Long enough for the compiler to be done with it.
            for (int i = 0; i < 10; i++) {
                round(station.work());
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Station station : stations) {
                station.micros()[round] = round(station.work());
            }
        }
    }

    /** Runs a station for a while; the clock is read seldom, since reading it costs about as much as the smallest station. */
    private static double round(Runnable station) {
        int batch = 1;
        long operations = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        long spent = 0;
        while (spent < ROUND_NANOS) {
            for (int i = 0; i < batch; i++) {
                station.run();
            }
            operations += batch;
            spent = THREADS.getCurrentThreadCpuTime() - start;
            batch = spent < ROUND_NANOS / 10 ? batch * 2 : batch;
        }
        return spent / 1000.0 / operations;
    }
}
