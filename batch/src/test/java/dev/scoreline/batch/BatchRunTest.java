package dev.scoreline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scoreline.batch.output.AppendFile;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.testkit.FakeModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does with what it is given, and what becomes of what goes wrong. */
class BatchRunTest {

    /** The length of a checkpoint's first line: a run that cannot even write that has not begun. */
    private static final int CHECKPOINT_BEGINS = 92;

    @TempDir
    Path folder;

    @Test
    void writesARowForEachRowWithItsKey() {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv", "1,2\n3,4\n5,6\n");
        run.write("in/sub/b.csv", "7,8\n");

        BatchSummary summary = run.run();

        assertThat(summary.ending()).isEqualTo(Ending.DONE);
        assertThat(run.written("predictions.csv"))
                .isEqualTo("file,row,prediction\na.csv,0,3.0\na.csv,1,7.0\na.csv,2,11.0\nsub/b.csv,0,15.0\n");
        assertThat(run.names()).containsExactly("predictions.csv", "predictions.summary.json");
        assertThat(run.written("predictions.summary.json")).contains("\"succeeded\":4,\"failed\":0");
    }

    @Test
    void findsNamedColumnsInAnyOrderAndKeepsWhatIsAskedFor() {
        RunOf run = new RunOf(folder);
        run.model = named(BatchRunTest::difference);
        run.keepColumns = true;
        run.write("in/a.csv", "id,b,a\r\n\"x,1\",2,10\r\n,3,4\r\n");

        run.run();

        assertThat(run.written("predictions.csv"))
                .isEqualTo("file,row,a,b,id,prediction\na.csv,0,10.0,2.0,\"x,1\",8.0\na.csv,1,4.0,3.0,,1.0\n");
    }

    /** Columns that the model does not know are passed over, and go along where they are asked for, whatever the format. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in/a.csv | id,b,a,n\\nx,2,10,7\\ny,3,4,\\n",
                "in/a.jsonl | {\"id\":\"x\",\"b\":2,\"a\":10,\"n\":7}\\n{\"b\":3,\"a\":4,\"late\":1,\"id\":\"y\"}\\n"
            })
    void whatTheModelDoesNotKnowIsTreatedAlike(String name, String lines) {
        for (boolean keepsColumns : List.of(false, true)) {
            RunOf run = new RunOf(folder.resolve(String.valueOf(keepsColumns)));
            run.model = named(BatchRunTest::difference);
            run.keepColumns = keepsColumns;
            run.write(name, lines.replace("\\n", "\n"));

            assertThat(run.run().ending()).isEqualTo(Ending.DONE);

            String file = name.substring(3);
            assertThat(run.written("predictions.csv"))
                    .isEqualTo(
                            keepsColumns
                                    ? lines(
                                            "file,row,a,b,id,n,prediction",
                                            file + ",0,10.0,2.0,x,7,8.0",
                                            file + ",1,4.0,3.0,y,,1.0")
                                    : lines("file,row,prediction", file + ",0,8.0", file + ",1,1.0"));
        }
    }

    @Test
    void jsonThatGoesAlongKeepsItsDigitsAndIsTextWhereItIsNested() {
        RunOf run = new RunOf(folder);
        run.model = named(BatchRunTest::difference);
        run.keepColumns = true;
        run.format = Optional.of(OutputFormat.JSONL);
        run.write(
                "in/a.jsonl",
                lines(
                        "{\"é\":[1, {\"x\":\"é\"}],\"i\":9007199254740993,\"a\":1,\"b\":0,\"t\":true,\"big\":18446744073709551616}"));

        run.run();

        assertThat(run.written("predictions.csv"))
                .contains(
                        "\"inputs\":{\"a\":1.0,\"b\":0.0,\"é\":\"[1, {\\\"x\\\":\\\"é\\\"}]\",\"i\":9007199254740993,\"t\":true,"
                                + "\"big\":\"18446744073709551616\"}");
    }

    /** A line of CSV has no names for its cells: they would stand under the names of others. */
    @Test
    void aFileWhoseKeptColumnsAreOthersFailsInFormsWithoutNames() {
        RunOf whole = differing(folder.resolve("whole"));
        assertThat(whole.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);

        assertThat(whole.written("predictions.csv"))
                .isEqualTo(
                        "file,row,a,b,id,prediction\nb.csv,0,1.0,2.0,x,-1.0\nb.csv,1,2.0,2.0,y,0.0\nb.csv,2,3.0,2.0,z,1.0\n");
        assertThat(whole.written("predictions.errors.jsonl"))
                .contains(
                        "{\"file\":\"a.csv\",\"reason\":\"the column 'b' is missing",
                        "{\"file\":\"c.csv\",\"reason\":\"its columns that go along are 'note' but those of the first file are 'id':"
                                + " choose --output-format jsonl or parquet");

        RunOf stopped = differing(folder.resolve("stopped"));
        stopped.opener = new FullDisk(500);
        assertThat(stopped.run().ending()).isEqualTo(Ending.OUTPUT_FAILED);
        RunOf again = new RunOf(folder.resolve("stopped"));
        again.model = named(BatchRunTest::difference);
        again.keepColumns = true;
        again.resume = true;
        again.run();
        assertThat(again.written("predictions.csv")).isEqualTo(whole.written("predictions.csv"));
        assertThat(again.written("predictions.errors.jsonl")).isEqualTo(whole.written("predictions.errors.jsonl"));
    }

    /** Takes one tensor, as a model of images does. */
    private static final class TensorModel implements Model {

        @Override
        public ModelSignature signature() {
            return new ModelSignature(
                    Optional.empty(),
                    List.of(new ModelSignature.Input("image", DataType.FLOAT32, List.of(-1, 3, 8, 8))),
                    List.of(new ModelSignature.Method("predict", DataType.FLOAT32, List.of(-1))));
        }

        @Override
        public ModelDescription description() {
            return new ModelDescription("fake", Optional.of("1.0"), Outline.leaf("TensorModel"));
        }

        @Override
        public Payload score(String method, Payload input) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public void close() {}
    }

    private static RunOf differing(Path place) {
        RunOf run = new RunOf(place);
        run.model = named(BatchRunTest::difference);
        run.keepColumns = true;
        run.write("in/a.csv", "a,other\n1,2\n");
        run.write("in/b.csv", "a,b,id\n1,2,x\n2,2,y\n3,2,z\n");
        run.write("in/c.csv", "a,b,note\n5,2,n\n");
        return run;
    }

    @Test
    void failsOnlyTheRowWhoseBytesAreNoUtf8() throws IOException {
        RunOf run = new RunOf(folder);
        run.keepColumns = true;
        run.model = named(BatchRunTest::difference);
        // One byte a character: é is then no UTF-8.
        String text = "a,b,note\n1,2,x\n3,é,x\n5,6,é\n7,9,x\n";
        Files.write(run.write("in/a.csv", ""), text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(run.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);

        assertThat(run.written("predictions.csv"))
                .isEqualTo("file,row,a,b,note,prediction\na.csv,0,1.0,2.0,x,-1.0\na.csv,3,7.0,9.0,x,-2.0\n");
        assertThat(run.written("predictions.errors.jsonl"))
                .contains("line 3: column 'b': expected UTF-8", "line 4: column 'note': expected UTF-8");
    }

    @Test
    void writesAzuresTwoForms() {
        RunOf mlflow = new RunOf(folder);
        mlflow.format = Optional.of(OutputFormat.AZURE_MLFLOW);
        mlflow.write("in/a b.csv", "1,2\n3,4\n");
        mlflow.run();
        RunOf script = new RunOf(folder.resolve("second"));
        script.format = Optional.of(OutputFormat.AZURE_SCRIPT);
        script.write("in/a b.csv", "1,2\n3,4\n");
        script.run();

        assertThat(mlflow.written("predictions.csv")).isEqualTo("0,3.0,a b.csv\n1,7.0,a b.csv\n");
        assertThat(script.written("predictions.csv")).isEqualTo("\"a b.csv\" 0 3.0\n\"a b.csv\" 1 7.0\n");
    }

    @Test
    void writesJsonLinesWithTheInputs() {
        RunOf run = new RunOf(folder);
        run.format = Optional.of(OutputFormat.JSONL);
        run.keepColumns = true;
        run.model = named(BatchRunTest::difference);
        run.write("in/a.jsonl", "{\"b\":1,\"a\":4}\n[7,2]\n{\"a\":2,\"b\":0}\n");

        run.run();

        assertThat(run.written("predictions.csv"))
                .isEqualTo(lines(
                        "{\"file\":\"a.jsonl\",\"row\":0,\"inputs\":{\"a\":4.0,\"b\":1.0},\"prediction\":3.0}",
                        "{\"file\":\"a.jsonl\",\"row\":2,\"inputs\":{\"a\":2.0,\"b\":0.0},\"prediction\":2.0}"));
        assertThat(run.written("predictions.errors.jsonl"))
                .isEqualTo(
                        lines(
                                "{\"file\":\"a.jsonl\",\"row\":1,\"reason\":\"line 2: expected an object, as the first row is one, but got a list\"}"));
    }

    @Test
    void leavesOutAMalformedRowAndSaysWhy() {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv", "1,2\n3\n5,x\n7,8\n");

        BatchSummary summary = run.run();

        assertThat(summary.ending()).isEqualTo(Ending.DONE_WITH_ERRORS);
        assertThat(run.written("predictions.csv")).isEqualTo("file,row,prediction\na.csv,0,3.0\na.csv,3,15.0\n");
        assertThat(run.written("predictions.errors.jsonl"))
                .isEqualTo(
                        lines(
                                "{\"file\":\"a.csv\",\"row\":1,\"reason\":\"line 2: expected 2 values but got 1\"}",
                                "{\"file\":\"a.csv\",\"row\":2,\"reason\":\"line 3: column '1': expected a number but got 'x'\"}"));
    }

    @Test
    void aFileWithoutANeededColumnFailsAsAWholeAndTheNextOneIsScored() {
        RunOf run = new RunOf(folder);
        run.model = named(BatchRunTest::difference);
        run.write("in/a.csv", "a,c\n1,2\n");
        run.write("in/b.csv", "a,b\n3,1\n");

        BatchSummary summary = run.run();

        assertThat(summary.progress().counts().failed()).isEqualTo(1);
        assertThat(run.written("predictions.csv")).isEqualTo("file,row,prediction\nb.csv,0,2.0\n");
        assertThat(run.written("predictions.errors.jsonl"))
                .isEqualTo("{\"file\":\"a.csv\",\"reason\":\"the column 'b' is missing; the file has 'a', 'c'\"}\n");
    }

    @Test
    void aFileThatCannotBeReadToItsEndFailsFromThereOn() throws IOException {
        RunOf run = new RunOf(folder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 20_000; i++) {
                gzip.write((i + "," + i * 31L % 977 + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        run.miniBatchSize = Optional.of(100);
        Files.write(run.write("in/a.csv.gz", ""), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        run.write("in/b.csv", "1,1\n");

        BatchSummary summary = run.run();

        assertThat(summary.ending()).isEqualTo(Ending.DONE_WITH_ERRORS);
        assertThat(run.written("predictions.csv")).contains("a.csv.gz,99,").endsWith("b.csv,0,2.0\n");
        assertThat(run.written("predictions.errors.jsonl")).contains("a.csv.gz", "cannot be read from row ");
    }

    @Test
    void anUnreadableFileIsOneFailure() {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv.gz", "not gzip, so that it is read as it is\n");
        run.write("in/b.npy", "no array");
        run.write("in/c.csv", "1,1\n");

        BatchSummary summary = run.run();

        assertThat(summary.progress().counts().succeeded()).isEqualTo(1);
        assertThat(run.written("predictions.errors.jsonl"))
                .contains("\"b.npy\",\"reason\":\"it is no NumPy file: it does not begin with");
    }

    @Test
    void refusesAnOutputThatIsThereBeforeAnyWork() throws IOException {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv", "1,2\n");
        run.write("out/predictions.csv", "mine");
        AtomicInteger asked = new AtomicInteger();
        run.model = FakeModel.of(FakeModel.summing(2).signature().features(), false, table -> {
            asked.incrementAndGet();
            return difference(table);
        });

        assertThatThrownBy(run::run)
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("predictions.csv is there already");
        assertThat(run.written("predictions.csv")).isEqualTo("mine");
        assertThat(asked).hasValue(0);
        assertThat(run.names()).containsExactly("predictions.csv");
    }

    @Test
    void stopsWhenMoreFailThanTheThresholdAllowsAndGoesOnWithAnotherOne() {
        RunOf run = new RunOf(folder);
        run.errorThreshold = 1;
        run.write("in/a.csv", "1,2\nx,1\nx,2\nx,3\n5,6\n7,8\n");

        BatchSummary stopped = run.run();

        assertThat(stopped.ending()).isEqualTo(Ending.THRESHOLD_PASSED);
        assertThat(stopped.reason()).contains("3 items failed and error_threshold is 1");
        assertThat(run.names()).contains("predictions.csv.partial", "predictions.csv.checkpoint");

        RunOf again = new RunOf(folder);
        again.resume = true;
        assertThat(again.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);
        assertThat(again.written("predictions.csv"))
                .isEqualTo("file,row,prediction\na.csv,0,3.0\na.csv,4,11.0\na.csv,5,15.0\n");
    }

    @Test
    void saysSoWhenNothingSucceeded() {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv", "a,b\nx,1\n");

        BatchSummary summary = run.run();

        assertThat(summary.ending()).isEqualTo(Ending.NOTHING_SUCCEEDED);
        assertThat(summary.reason()).contains("No succeeded mini batch item returned from run()");
        assertThat(run.names()).doesNotContain("predictions.csv");
    }

    @Test
    void triesAMiniBatchAgain() {
        RunOf run = new RunOf(folder);
        AtomicInteger asked = new AtomicInteger();
        run.concurrency = Optional.of(1);
        run.model = FakeModel.of(FakeModel.summing(2).signature().features(), false, table -> {
            if (asked.getAndIncrement() == 0) {
                throw new InferenceException(ErrorCode.MODEL_FAILED, "a bad moment");
            }
            return difference(table);
        });
        run.write("in/a.csv", "3,1\n4,1\n");

        BatchSummary summary = run.run();

        assertThat(summary.ending()).isEqualTo(Ending.DONE);
        assertThat(summary.progress().retries()).isEqualTo(1);
    }

    @Test
    void findsTheRowThatFailsWithoutAName() {
        RunOf run = new RunOf(folder);
        run.miniBatchSize = Optional.of(8);
        run.model = FakeModel.of(FakeModel.summing(2).signature().features(), false, table -> {
            for (int r = 0; r < table.rows(); r++) {
                if (table.values()[2 * r] == 5) {
                    throw new InferenceException(ErrorCode.MODEL_FAILED, "no five");
                }
            }
            return difference(table);
        });
        run.write("in/a.csv", "1,0\n2,0\n5,0\n4,0\n5,0\n6,0\n");

        run.run();

        assertThat(run.written("predictions.csv"))
                .isEqualTo("file,row,prediction\na.csv,0,1.0\na.csv,1,2.0\na.csv,3,4.0\na.csv,5,6.0\n");
        assertThat(run.written("predictions.errors.jsonl"))
                .isEqualTo(lines(
                        "{\"file\":\"a.csv\",\"row\":2,\"reason\":\"no five\"}",
                        "{\"file\":\"a.csv\",\"row\":4,\"reason\":\"no five\"}"));
    }

    @Test
    void leavesOutTheRowsThatTheModelNames() {
        RunOf run = new RunOf(folder);
        run.miniBatchSize = Optional.of(8);
        run.model = FakeModel.of(FakeModel.summing(2).signature().features(), false, table -> {
            for (int r = 0; r < table.rows(); r++) {
                if (Double.isNaN(table.values()[2 * r + 1])) {
                    throw InferenceException.refusedCell(r, 1, "missing values are not taken");
                }
            }
            return difference(table);
        });
        run.write("in/a.csv", "1,\n2,0\n3,nan\n4,0\n5,\n");

        run.run();

        assertThat(run.written("predictions.csv")).isEqualTo("file,row,prediction\na.csv,1,2.0\na.csv,3,4.0\n");
        assertThat(run.written("predictions.errors.jsonl").lines())
                .hasSize(3)
                .allMatch(line -> line.contains("column '1': missing values are not taken"));
    }

    @Test
    void aMiniBatchThatTakesTooLongFails() {
        RunOf run = new RunOf(folder);
        CountDownLatch never = new CountDownLatch(1);
        run.retry = new RetrySettings(0, Duration.ofMillis(50));
        run.concurrency = Optional.of(1);
        run.miniBatchSize = Optional.of(1);
        run.model = FakeModel.of(FakeModel.summing(2).signature().features(), false, table -> {
            if (table.values()[0] == 1) {
                await(never);
            }
            return difference(table);
        });
        run.write("in/a.csv", "1,2\n");

        BatchSummary summary = run.run();
        never.countDown();

        assertThat(summary.ending()).isEqualTo(Ending.NOTHING_SUCCEEDED);
        assertThat(run.written("predictions.errors.jsonl.partial")).contains("took longer than 50 ms");
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean ignored = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void summaryOnlyWritesNoOutput() {
        RunOf run = new RunOf(folder);
        run.action = OutputAction.SUMMARY_ONLY;
        run.write("in/a.csv", "1,2\n");

        run.run();

        assertThat(run.names()).containsExactly("predictions.summary.json");
    }

    /** A disk that is full at any byte: what is there is kept, and the run goes on to the very output. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 91, 92, 100, 150, 200, 260, 300})
    void goesOnAfterAFullDiskToTheSameOutput(int room) {
        RunOf whole = new RunOf(folder.resolve("whole"));
        rows(whole);
        whole.run();
        RunOf full = new RunOf(folder.resolve("full"));
        rows(full);
        full.opener = new FullDisk(room);

        if (room >= CHECKPOINT_BEGINS) {
            assertThat(full.run().ending()).isEqualTo(Ending.OUTPUT_FAILED);
            assertThat(full.names()).contains("predictions.csv.checkpoint").doesNotContain("predictions.csv");
        } else {
            assertThatThrownBy(full::run).hasMessageContaining("No space left on device");
        }

        RunOf again = new RunOf(folder.resolve("full"));
        again.resume = true;
        assertThat(again.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);
        for (String name : List.of("predictions.csv", "predictions.errors.jsonl")) {
            assertThat(again.written(name)).isEqualTo(whole.written(name));
        }
        assertThat(again.names()).isEqualTo(whole.names());
    }

    private static void rows(RunOf run) {
        run.write("in/a.csv", "1,2\n3,x\n5,6\n7,8\n9,10\n");
        run.write("in/b.jsonl", "[1,2]\n[3]\n[5,6]\n");
    }

    /** Whatever of the files a crash left, the run goes on to the same output. */
    @Test
    void goesOnFromAnyTornStateToTheSameOutput() throws IOException {
        RunOf whole = new RunOf(folder.resolve("whole"));
        rows(whole);
        whole.run();
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            RunOf torn = new RunOf(folder.resolve("torn" + i));
            rows(torn);
            torn.opener = new FullDisk(100 + random.nextInt(250));
            torn.run();
            Path checkpoint = torn.output.resolve("predictions.csv.checkpoint");
            byte[] bytes = Files.readAllBytes(checkpoint);
            int cut = random.nextInt(30);
            Files.write(checkpoint, java.util.Arrays.copyOf(bytes, Math.max(0, bytes.length - cut)));
            Path partial = torn.output.resolve("predictions.csv.partial");
            Files.writeString(partial, "torn,line", java.nio.file.StandardOpenOption.APPEND);

            RunOf again = new RunOf(folder.resolve("torn" + i));
            again.resume = true;
            again.run();
            assertThat(again.written("predictions.csv")).isEqualTo(whole.written("predictions.csv"));
            assertThat(again.written("predictions.errors.jsonl")).isEqualTo(whole.written("predictions.errors.jsonl"));
        }
    }

    @Test
    void doesNotGoOnWithAnInputThatWasChanged() {
        RunOf run = new RunOf(folder);
        rows(run);
        run.opener = new FullDisk(200);
        run.run();
        run.write("in/a.csv", "1,2\n3,x\n5,6\n7,8\n9,11\n");

        RunOf again = new RunOf(folder);
        again.resume = true;

        assertThatThrownBy(again::run).hasMessageContaining("had other inputs, another model or other settings");
    }

    @Test
    void doesNotGoOnWithoutBeingAsked() {
        RunOf run = new RunOf(folder);
        rows(run);
        run.opener = new FullDisk(200);
        run.run();

        assertThatThrownBy(new RunOf(folder)::run).hasMessageContaining("go on with --resume");
    }

    @Test
    void endsWhenItIsAskedToAndGoesOn() {
        RunOf whole = new RunOf(folder.resolve("whole"));
        rows(whole);
        whole.run();
        RunOf run = new RunOf(folder.resolve("stopped"));
        rows(run);
        run.concurrency = Optional.of(1);
        CountDownLatch never = new CountDownLatch(1);
        run.model = FakeModel.of(FakeModel.summing(2).signature().features(), false, table -> {
            if (table.values()[0] == 9) {
                run.stop.request();
                await(never);
            }
            return sum(table);
        });

        BatchSummary stopped = run.run();
        never.countDown();

        assertThat(stopped.ending()).isEqualTo(Ending.INTERRUPTED);
        RunOf again = new RunOf(folder.resolve("stopped"));
        again.resume = true;
        again.run();
        assertThat(again.written("predictions.csv")).isEqualTo(whole.written("predictions.csv"));
    }

    @Test
    void refusesAFolderThatCannotBeWrittenTo() {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv", "1,2\n");
        run.write("out", "a file where the folder should be");

        assertThatThrownBy(run::run)
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("cannot be written to");
    }

    @Test
    void refusesAnInputThatIsNotThere() {
        RunOf run = new RunOf(folder);

        assertThatThrownBy(run::run).hasMessageContaining("does not exist: give a file, a folder or a glob");
    }

    /** This module's class path has no module for Parquet. */
    @Test
    void refusesAModelThatTakesTensorsAndNoRows() {
        RunOf run = new RunOf(folder);
        run.model = new TensorModel();
        run.write("in/a.csv", "1,2\n");

        assertThatThrownBy(run::run)
                .isInstanceOf(InferenceException.class)
                .hasMessage("the model 'm' takes tensors and no rows: score them by /score, or by entry code");
        assertThat(run.output).doesNotExist();
    }

    @Test
    void aFileThatMayNotBeReadIsOneFailure() throws IOException {
        RunOf run = new RunOf(folder);
        Path secret = run.write("in/a.csv", "1,2\n");
        run.write("in/b.csv", "3,4\n");
        assumeTrue(
                Files.getFileStore(secret).supportsFileAttributeView("posix"), "this file system has no permissions");
        Files.setPosixFilePermissions(secret, Set.of());
        assumeFalse(Files.isReadable(secret), "this user may read every file");

        assertThat(run.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);

        assertThat(run.written("predictions.csv")).isEqualTo("file,row,prediction\nb.csv,0,7.0\n");
        assertThat(run.written("predictions.errors.jsonl"))
                .isEqualTo("{\"file\":\"a.csv\",\"reason\":\"cannot be read: permission denied\"}\n");
    }

    @Test
    void refusesAFormatWhoseModuleIsLeftOut() {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv", "1,2\n");
        run.write("in/b.parquet", "PAR1");

        assertThatThrownBy(run::run)
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(
                        "no PARQUET files can be read, since the module for them is not on the class path: add"
                                + " scoreline-batch-parquet with its libraries");
        assertThat(run.output).doesNotExist();
    }

    @Test
    void refusesAnOutputWhoseModuleIsLeftOut() {
        RunOf run = new RunOf(folder);
        run.format = Optional.of(OutputFormat.PARQUET);
        run.write("in/a.csv", "1,2\n");

        assertThatThrownBy(run::run)
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(
                        "no PARQUET output can be written, since the module for it is not on the class path")
                .hasMessageContaining("or choose another --output-format");
        assertThat(run.output).doesNotExist();
    }

    @Test
    void readsAGlob() {
        RunOf run = new RunOf(folder);
        run.write("in/a.csv", "1,2\n");
        run.write("in/b.txt", "3,4\n");
        run.write("in/deep/er/c.csv", "5,6\n");
        run.input = folder + "/in/**.csv";

        run.run();

        assertThat(run.written("predictions.csv"))
                .isEqualTo("file,row,prediction\na.csv,0,3.0\ndeep/er/c.csv,0,11.0\n");
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private static FakeModel named(Function<Table, Payload> answer) {
        return FakeModel.of(
                List.of(new Feature("a", DataType.FLOAT64), new Feature("b", DataType.FLOAT64)), true, answer);
    }

    private static Payload difference(Table table) {
        double[] values = new double[table.rows()];
        for (int r = 0; r < values.length; r++) {
            values[r] = table.values()[2 * r] - table.values()[2 * r + 1];
        }
        return new Tensor.Doubles(new int[] {values.length}, values);
    }

    private static Payload sum(Table table) {
        double[] values = new double[table.rows()];
        for (int r = 0; r < values.length; r++) {
            values[r] = table.values()[2 * r] + table.values()[2 * r + 1];
        }
        return new Tensor.Doubles(new int[] {values.length}, values);
    }

    /** Files on a disk with so many bytes left for all of them together. */
    private static final class FullDisk implements AppendFile.Opener {

        private final AtomicInteger room;

        FullDisk(int room) {
            this.room = new AtomicInteger(room);
        }

        @Override
        public AppendFile open(Path path) throws IOException {
            AppendFile file = AppendFile.open(path);
            return new AppendFile() {
                @Override
                public void append(byte[] bytes) throws IOException {
                    int fits = Math.min(bytes.length, Math.max(0, room.get()));
                    file.append(java.util.Arrays.copyOf(bytes, fits));
                    if (room.addAndGet(-bytes.length) < 0) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void force() throws IOException {
                    file.force();
                }

                @Override
                public void truncate(long length) throws IOException {
                    file.truncate(length);
                }

                @Override
                public long length() throws IOException {
                    return file.length();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }
}
