package dev.scoreline.batch;

import dev.scoreline.batch.input.CsvOptions;
import dev.scoreline.batch.input.InputFormat;
import dev.scoreline.batch.output.AppendFile;
import dev.scoreline.batch.output.OutputFiles;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.model.Model;
import dev.scoreline.testkit.FakeLoader;
import dev.scoreline.testkit.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts a run together in a folder of a test. */
final class RunOf {

    final Path folder;
    final Path output;
    Model model = FakeModel.summing(2);
    String input;
    Optional<String> script = Optional.empty();
    Optional<Integer> miniBatchSize = Optional.of(2);
    Optional<Integer> concurrency = Optional.of(2);
    RetrySettings retry = new RetrySettings(1, Duration.ofSeconds(30));
    int errorThreshold = -1;
    boolean keepColumns;
    boolean resume;
    OutputAction action = OutputAction.APPEND_ROW;
    Optional<OutputFormat> format = Optional.empty();
    Optional<InputFormat> inputFormat = Optional.empty();
    CsvOptions csv = CsvOptions.DEFAULT;
    AppendFile.Opener opener = AppendFile::open;
    final Progress progress = new Progress();
    final Stop stop = new Stop();

    RunOf(Path folder) {
        this.folder = folder;
        this.output = folder.resolve("out");
        this.input = folder.resolve("in").toString();
        write("model/m.fake", "a model");
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BatchSummary run() {
        return new BatchRun(config(), FakeLoader.of(() -> model), opener, progress, stop).run();
    }

    private BatchConfig config() {
        return new BatchConfig(
                new BatchConfig.ModelChoice(
                        Optional.of(folder.resolve("model")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        script),
                new BatchConfig.Input(input, inputFormat, csv),
                new BatchConfig.Output(new OutputFiles(output, "predictions.csv"), action, format, keepColumns, resume),
                miniBatchSize,
                concurrency,
                retry,
                errorThreshold);
    }

    String written(String name) {
        try {
            return Files.readString(output.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        try (var files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
