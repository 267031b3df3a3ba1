package dev.scoreline.batch.parquet;

import dev.scoreline.batch.BatchConfig;
import dev.scoreline.batch.BatchRun;
import dev.scoreline.batch.BatchSummary;
import dev.scoreline.batch.OutputAction;
import dev.scoreline.batch.RetrySettings;
import dev.scoreline.batch.Stop;
import dev.scoreline.batch.input.CsvOptions;
import dev.scoreline.batch.output.AppendFile;
import dev.scoreline.batch.output.OutputFiles;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.batch.progress.Progress;
import dev.scoreline.model.ModelLoaders;
import dev.scoreline.testkit.FakeLoader;
import dev.scoreline.testkit.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts a run together in a folder of a test. */
final class ParquetRun {

    final Path folder;
    final Path output;
    FakeModel model = FakeModel.summing(2);
    OutputFormat format = OutputFormat.PARQUET;
    int miniBatchRows = 1000;
    boolean keepsColumns;
    boolean resumes;
    AppendFile.Opener opener = AppendFile::open;

    ParquetRun(Path folder) {
        this.folder = folder;
        this.output = folder.resolve("out");
        write("model/m.fake", "a model");
    }

    void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return "predictions." + format.name().toLowerCase(Locale.ROOT);
    }

    BatchSummary run() {
        BatchConfig config = new BatchConfig(
                new BatchConfig.ModelChoice(
                        Optional.of(folder.resolve("model")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new BatchConfig.Input(folder.resolve("in").toString(), Optional.empty(), CsvOptions.DEFAULT),
                new BatchConfig.Output(
                        new OutputFiles(output, name()),
                        OutputAction.APPEND_ROW,
                        Optional.of(format),
                        keepsColumns,
                        resumes),
                Optional.of(miniBatchRows),
                Optional.of(2),
                new RetrySettings(1, Duration.ofSeconds(60)),
                -1);
        ModelLoaders loaders = FakeLoader.of(() -> model);
        return new BatchRun(config, loaders, opener, new Progress(), new Stop()).run();
    }

    List<String> names() {
        try (var files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
