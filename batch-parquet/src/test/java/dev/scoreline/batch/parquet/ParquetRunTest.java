package dev.scoreline.batch.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.batch.BatchSummary;
import dev.scoreline.batch.Ending;
import dev.scoreline.batch.output.AppendFile;
import dev.scoreline.batch.output.OutputFormat;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.testkit.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose inputs or outputs are Parquet files. */
class ParquetRunTest {

    private static final int ROWS = 10_000;

    @TempDir
    Path folder;

    /** Each input form into each output form: the answers have the same bits everywhere. */
    @ParameterizedTest
    @EnumSource(
            value = OutputFormat.class,
            names = {"CSV", "JSONL", "PARQUET"})
    void theSameRowsGiveTheSameBitsInEveryForm(OutputFormat form) throws IOException {
        double[] numbers = new Random(5).doubles(2L * ROWS, -1e6, 1e6).toArray();
        List<Double> expected = IntStream.range(0, ROWS)
                .mapToObj(r -> numbers[2 * r] / 3 + Math.sin(numbers[2 * r + 1]))
                .toList();

        for (String input : List.of("rows.csv", "rows.jsonl", "rows.parquet")) {
            ParquetRun run = new ParquetRun(folder.resolve(input + form));
            run.model = pair(ParquetRunTest::answer);
            run.format = form;
            writeRows(run.folder.resolve("in").resolve(input), numbers);

            assertThat(run.run().ending()).isEqualTo(Ending.DONE);
            assertThat(predictions(run)).isEqualTo(expected);
        }
    }

    private static Payload answer(Table table) {
        double[] answers = new double[table.rows()];
        for (int r = 0; r < answers.length; r++) {
            answers[r] = table.values()[2 * r] / 3 + Math.sin(table.values()[2 * r + 1]);
        }
        return new Tensor.Doubles(new int[] {answers.length}, answers);
    }

    private static FakeModel pair(Function<Table, Payload> answer) {
        return FakeModel.of(
                List.of(new Feature("a", DataType.FLOAT64), new Feature("b", DataType.FLOAT64)), true, answer);
    }

    private static void writeRows(Path file, double[] numbers) throws IOException {
        Files.createDirectories(file.getParent());
        if (file.toString().endsWith(".parquet")) {
            MessageType schema =
                    MessageTypeParser.parseMessageType("message m { required double b; required double a; }");
            write(file, schema, numbers.length / 2, (row, r) -> {
                row.add("a", numbers[2 * r]);
                row.add("b", numbers[2 * r + 1]);
            });
            return;
        }
        boolean isCsv = file.toString().endsWith(".csv");
        StringBuilder text = new StringBuilder(isCsv ? "b,a\n" : "");
        for (int r = 0; r < numbers.length / 2; r++) {
            text.append(
                    isCsv
                            ? numbers[2 * r + 1] + "," + numbers[2 * r] + "\n"
                            : "{\"a\":" + numbers[2 * r] + ",\"b\":" + numbers[2 * r + 1] + "}\n");
        }
        Files.writeString(file, text);
    }

    private static void write(Path file, MessageType schema, int count, java.util.function.ObjIntConsumer<Group> cells)
            throws IOException {
        Files.createDirectories(file.getParent());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withRowGroupRowCountLimit(777)
                .build()) {
            for (int r = 0; r < count; r++) {
                Group row = new SimpleGroup(schema);
                cells.accept(row, r);
                writer.write(row);
            }
        }
    }

    private static List<Double> predictions(ParquetRun run) throws IOException {
        Path output = run.output.resolve(run.name());
        return switch (run.format) {
            case PARQUET ->
                WrittenFile.rows(output).stream()
                        .map(row -> (Double) row.get("prediction"))
                        .toList();
            case CSV ->
                Files.readAllLines(output).stream()
                        .skip(1)
                        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(',') + 1)))
                        .toList();
            default ->
                Files.readAllLines(output).stream()
                        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(':') + 1, line.length() - 1)))
                        .toList();
        };
    }

    @Test
    void columnsHaveTheTypesOfTheirCells() throws IOException {
        ParquetRun run = new ParquetRun(folder);
        run.keepsColumns = true;
        run.model = FakeModel.of(
                List.of(new Feature("a", DataType.FLOAT64)),
                true,
                table -> named(
                        "label", new Tensor.Longs(new int[] {table.rows()}, new long[table.rows()]),
                        "probabilities", new Tensor.Doubles(new int[] {table.rows(), 2}, new double[2 * table.rows()]),
                        "likely", new Tensor.Booleans(new int[] {table.rows()}, new boolean[table.rows()]),
                        "name", new Tensor.Texts(new int[] {table.rows()}, texts(table.rows())),
                        "deep", new Tensor.Longs(new int[] {table.rows(), 1, 2}, new long[2 * table.rows()])));
        MessageType schema = MessageTypeParser.parseMessageType(
                "message m { optional double a; required int64 id;"
                        + " optional binary city (STRING); required boolean b; required int32 day (DATE); required int64 u (INTEGER(64,false)); }");
        write(run.folder.resolve("in/a.parquet"), schema, 3, (row, r) -> {
            if (r != 1) {
                row.add("a", r + 0.5);
                row.add("city", "Zürich \uD83C\uDF0D");
            }
            row.add("id", Long.MAX_VALUE - r);
            row.add("b", r == 1);
            row.add("day", r);
            row.add("u", -1L);
        });

        run.run();

        Path output = run.output.resolve(run.name());
        assertThat(WrittenFile.schema(output))
                .isEqualTo(MessageTypeParser.parseMessageType("message predictions { optional binary file (STRING);"
                        + " optional int64 row; optional double a; optional int64 id; optional binary city (STRING);"
                        + " optional boolean b; optional binary day (STRING); optional binary u (STRING); optional int64 label;"
                        + " optional group probabilities (LIST) { repeated group list { optional double element; } }"
                        + " optional boolean likely; optional binary name (STRING); optional binary deep (STRING); }"));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("file", "a.parquet");
        expected.put("row", 1L);
        expected.put("a", null);
        expected.put("id", Long.MAX_VALUE - 1);
        expected.put("city", null);
        expected.put("b", true);
        expected.put("day", "1970-01-02");
        expected.put("u", "18446744073709551615");
        expected.put("label", 0L);
        expected.put("probabilities", List.of(0.0, 0.0));
        expected.put("likely", false);
        expected.put("name", "n1");
        expected.put("deep", "[[0,0]]");
        assertThat(WrittenFile.rows(output).get(1)).isEqualTo(expected);
        assertThat(WrittenFile.rows(output).get(2)).containsEntry("city", "Zürich \uD83C\uDF0D");
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    }

    private static Payload named(Object... parts) {
        Map<String, Payload> byName = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            byName.put((String) parts[i], (Payload) parts[i + 1]);
        }
        return new Named(byName);
    }

    @Test
    void probabilitiesOfAClassAreAColumnEach() throws IOException {
        ParquetRun run = new ParquetRun(folder);
        run.model = FakeModel.of(
                List.of(new Feature("a", DataType.FLOAT64)),
                false,
                table -> new Tensor.Doubles(
                        new int[] {table.rows(), 2},
                        new double[] {Double.NaN, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY}));
        run.write("in/a.csv", "1\n2\n");

        run.run();

        assertThat(WrittenFile.rows(run.output.resolve(run.name())))
                .containsExactly(
                        Map.of("file", "a.csv", "row", 0L, "prediction_0", Double.NaN, "prediction_1", -0.0),
                        Map.of(
                                "file",
                                "a.csv",
                                "row",
                                1L,
                                "prediction_0",
                                Double.MIN_VALUE,
                                "prediction_1",
                                Double.NEGATIVE_INFINITY));
    }

    @Test
    void listsOfDifferentLengthsAreListsAndOthersAreText() throws IOException {
        ParquetRun run = new ParquetRun(folder);
        run.model = FakeModel.of(
                List.of(new Feature("a", DataType.FLOAT64)),
                false,
                table -> new Sequence(List.of(
                        new Tensor.Longs(new int[] {1}, new long[] {1L << 60}),
                        new Tensor.Longs(new int[] {0}, new long[0]))));
        run.write("in/a.csv", "1\n2\n");
        run.run();
        assertThat(WrittenFile.rows(run.output.resolve(run.name())).stream().map(row -> row.get("prediction")))
                .containsExactly(List.of(1L << 60), List.of());

        ParquetRun mixed = new ParquetRun(folder.resolve("mixed"));
        mixed.model = FakeModel.of(
                List.of(new Feature("a", DataType.FLOAT64)),
                false,
                table -> new Sequence(List.of(
                        named("é", new Tensor.Doubles(new int[] {}, new double[] {0.25})),
                        new Tensor.Texts(new int[] {1}, new String[] {"\""}))));
        mixed.write("in/a.csv", "1\n2\n");
        mixed.run();
        assertThat(WrittenFile.rows(mixed.output.resolve(mixed.name())).stream().map(row -> row.get("prediction")))
                .containsExactly("{\"é\":0.25}", "[\"\\\"\"]");
    }

    @Test
    void filesMayDifferInWhatGoesAlongAndNamesAreNotThereTwice() throws IOException {
        ParquetRun run = new ParquetRun(folder);
        run.keepsColumns = true;
        run.model = pair(ParquetRunTest::answer);
        run.write("in/a.csv", "a,b,prediction,row\n0,0,mine,7\n");
        run.write("in/b.csv", "a,b,note\n3,0,x\n");

        run.run();

        assertThat(WrittenFile.rows(run.output.resolve(run.name())).stream().map(Object::toString))
                .containsExactly(
                        "{file=a.csv, row=0, a=0.0, b=0.0, prediction.1=mine, row.1=7, prediction=0.0, note=null}",
                        "{file=b.csv, row=0, a=3.0, b=0.0, prediction.1=null, row.1=null, prediction=1.0, note=x}");
    }

    @Test
    void noRowsAreAFileWithoutRows() throws IOException {
        ParquetRun run = new ParquetRun(folder);
        run.model = pair(ParquetRunTest::answer);
        run.write("in/a.csv", "a,b\n");

        assertThat(run.run().ending()).isEqualTo(Ending.DONE);

        assertThat(WrittenFile.rows(run.output.resolve(run.name()))).isEmpty();
        assertThat(WrittenFile.schema(run.output.resolve(run.name())))
                .isEqualTo(MessageTypeParser.parseMessageType(
                        "message predictions { optional binary file (STRING); optional int64 row; }"));
        assertThat(run.names()).containsExactly("predictions.parquet", "predictions.summary.json");
    }

    /** A disk that is full at any byte, while rows are kept or while the file is made of them. */
    @Test
    void goesOnAfterAFullDiskToTheSameBytes() throws IOException {
        ParquetRun whole = rows(folder.resolve("whole"));
        Room counted = new Room(Long.MAX_VALUE);
        whole.opener = counted;
        whole.run();
        byte[] expected = Files.readAllBytes(whole.output.resolve(whole.name()));
        long needed = Long.MAX_VALUE - counted.left.get();

        Random random = new Random(13);
        for (int i = 0; i < 40; i++) {
            Path place = folder.resolve("full" + i);
            ParquetRun full = rows(place);
            // The last half of the rounds fails while the file itself is written.
            long room = i < 20 ? 100 + random.nextLong(needed - 100) : needed - 1 - random.nextLong(expected.length);
            full.opener = new Room(room);
            BatchSummary stopped = full.run();

            assertThat(stopped.ending()).as("room for %s of %s", room, needed).isEqualTo(Ending.OUTPUT_FAILED);
            assertThat(stopped.reason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("No space left"));
            assertThat(full.names())
                    .contains("predictions.parquet.checkpoint", "predictions.parquet.partial")
                    .doesNotContain("predictions.parquet", "predictions.parquet.finished", "predictions.summary.json");

            ParquetRun again = rows(place);
            again.resumes = true;
            assertThat(again.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);
            assertThat(again.output.resolve(again.name())).hasBinaryContent(expected);
            assertThat(again.names()).isEqualTo(whole.names());
        }
    }

    /** A crash between any two steps of publishing leaves files that the next run makes one output of. */
    @Test
    void goesOnWhereItsPublishingWasCutOff() throws IOException {
        ParquetRun whole = rows(folder.resolve("whole"));
        whole.run();
        byte[] expected = Files.readAllBytes(whole.output.resolve(whole.name()));

        for (String left : List.of("half a file", "output", "output without lines")) {
            ParquetRun cut = rows(folder.resolve(left));
            cut.opener = new Room(Long.MAX_VALUE, "predictions.parquet.finished");
            assertThat(cut.run().ending()).isEqualTo(Ending.OUTPUT_FAILED);
            if (left.startsWith("output")) {
                Files.write(cut.output.resolve(cut.name()), expected);
            } else {
                cut.write("out/predictions.parquet.finished", left);
            }
            if (left.endsWith("without lines")) {
                Files.delete(cut.output.resolve("predictions.parquet.partial"));
            }

            ParquetRun again = rows(folder.resolve(left));
            again.resumes = true;
            assertThat(again.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);
            assertThat(again.output.resolve(again.name())).as(left).hasBinaryContent(expected);
            assertThat(again.names()).isEqualTo(whole.names());
        }
    }

    private static ParquetRun rows(Path place) throws IOException {
        ParquetRun run = new ParquetRun(place);
        run.keepsColumns = true;
        run.model = pair(ParquetRunTest::answer);
        run.miniBatchRows = 50;
        StringBuilder text = new StringBuilder("a,b,id\n");
        for (int i = 0; i < 500; i++) {
            text.append(i)
                    .append(i % 100 == 7 ? ",x," : ",0.5,")
                    .append("id")
                    .append(i)
                    .append('\n');
        }
        run.write("in/a.csv", text.toString());
        run.write("in/b.jsonl", "{\"a\":1,\"b\":2}\n{\"a\":1}\n");
        // The time of its last change is a part of what a run goes on with.
        for (String name : List.of("in/a.csv", "in/b.jsonl")) {
            Files.setLastModifiedTime(
                    place.resolve(name), java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L));
        }
        return run;
    }

    @Test
    void refusesAnOutputThatIsThere() {
        ParquetRun run = new ParquetRun(folder);
        run.model = pair(ParquetRunTest::answer);
        run.write("in/a.csv", "a,b\n1,2\n");
        run.write("out/predictions.parquet", "mine");

        assertThatThrownBy(run::run)
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("predictions.parquet is there already");
        assertThat(run.output.resolve(run.name())).hasContent("mine");
    }

    @Test
    void anUnreadableParquetFileIsOneFailureAndTheNextOneIsScored() throws IOException {
        ParquetRun run = new ParquetRun(folder);
        run.model = pair(ParquetRunTest::answer);
        run.write("in/a.parquet", "PAR1 and then nothing of the kind");
        run.write("in/b.csv", "a,b\n3,0\n");

        assertThat(run.run().ending()).isEqualTo(Ending.DONE_WITH_ERRORS);

        assertThat(run.output.resolve("predictions.errors.jsonl"))
                .content()
                .contains("\"a.parquet\",\"reason\":\"cannot be read: it is no Parquet file, or was cut off");
        assertThat(WrittenFile.rows(run.output.resolve(run.name()))).hasSize(1);
    }

    /** A disk with so many bytes left for all files together, or none for one of them. */
    private static final class Room implements AppendFile.Opener {

        private final AtomicLong left;
        private final String without;

        Room(long left) {
            this(left, "none");
        }

        Room(long left, String without) {
            this.left = new AtomicLong(left);
            this.without = without;
        }

        @Override
        public AppendFile open(Path path) throws IOException {
            AppendFile file = AppendFile.open(path);
            boolean isRefused = path.getFileName().toString().equals(without);
            return new AppendFile() {
                @Override
                public void append(byte[] bytes) throws IOException {
                    if (isRefused || left.addAndGet(-bytes.length) < 0) {
                        throw new IOException("No space left on device");
                    }
                    file.append(bytes);
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
