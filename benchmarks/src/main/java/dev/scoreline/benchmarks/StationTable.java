package dev.scoreline.benchmarks;

import dev.scoreline.model.ModelDirectory;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.model.Payload;
import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.scoring.Models;
import dev.scoreline.scoring.codec.JsonScoreEncoder;
import dev.scoreline.scoring.codec.ScoreRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each station of a request costs by itself, without any server: decoding, the model, encoding, and a copy of the body's
 * bytes as their floor. All stand in one process and are run in turn on one thread.
 */
public final class StationTable {

    /** What the stations gave, so that no compiler leaves them out. */
    private static volatile Object sink = new Object();

    private StationTable() {}

    /** Arguments: model directories that have a {@code sample_input.json} in the form {@code data}. */
    public static void main(String[] args) throws IOException {
        System.out.printf(
                "Java %s, %d rounds in turn; microseconds of CPU an operation, median (least to most).%n%n",
                System.getProperty("java.version"), CpuRounds.ROUNDS);
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
            List<double[]> micros = CpuRounds.micros(stations(models.only(), body));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %s |%n",
                    directory.getFileName(),
                    rows,
                    micros.stream().map(each -> Spread.of(each).toString()).collect(Collectors.joining(" | ")));
        }
    }

    /** In the order of the table's columns. */
    private static List<Runnable> stations(LoadedModel model, byte[] body) {
        ScoreRequest request = model.decoder().decode(body, 0, body.length);
        String method = model.model().signature().defaultMethod().name();
        Payload answer = model.model().score(method, request.input());
        return List.of(
                () -> sink = body.clone(),
                () -> sink = model.decoder().decode(body, 0, body.length),
                () -> sink = model.model().score(method, request.input()),
                () -> sink = JsonScoreEncoder.encodeToBuffer(request.answer(), method, answer));
    }
}
