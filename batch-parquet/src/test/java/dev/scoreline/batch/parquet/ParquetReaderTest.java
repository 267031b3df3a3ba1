package dev.scoreline.batch.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.batch.input.CsvOptions;
import dev.scoreline.batch.input.Extras;
import dev.scoreline.batch.input.Failure;
import dev.scoreline.batch.input.InputFile;
import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowBlock;
import dev.scoreline.batch.input.RowSource;
import dev.scoreline.batch.input.RowSources;
import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Table;
import dev.scoreline.scoring.codec.JsonLimits;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import dev.scoreline.testkit.FakeModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of pandas and random ones give the values that were written, and other files give refusals. */
class ParquetReaderTest {

    private static final List<Feature> PEOPLE = List.of(
            new Feature("name", DataType.STRING),
            new Feature("d", DataType.FLOAT64),
            new Feature("b", DataType.FLOAT64),
            new Feature("a", DataType.FLOAT64));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4", "spark"})
    void columnsOfPandasAreMatchedByNameWhateverTheirCompression(String codec) throws IOException {
        try (RowSource rows = open(resource(codec), named(PEOPLE), false)) {
            RowBlock block = rows.next(10);

            assertThat(block.taken()).isEqualTo(5);
            assertThat(block.numbers()).startsWith(0, 1, 2, 3, 4);
            assertThat(cells(block.table(), 0)).containsExactly("anna", null, "zoë", "", "anna");
            assertThat(cells(block.table(), 1)).containsExactly(1.0, 0.0, Double.NaN, 1.0, 0.0);
            assertThat(cells(block.table(), 2)).containsExactly(1.0, Double.NaN, 3.0, -4.0, 9007199254740992.0);
            assertThat(cells(block.table(), 3)).containsExactly(1.5, Double.NaN, -0.1, 1e300, 5.0);
            assertThat(rows.next(10).taken()).isZero();
        }
    }

    @Test
    void aFloatIsTheDoubleOfItsOwnValue() throws IOException {
        try (RowSource rows = open(resource("none"), named(List.of(new Feature("c", DataType.FLOAT64))), false)) {
            assertThat(rows.next(1).table().values()[0]).isEqualTo((double) 0.1f);
        }
    }

    @Test
    void columnsThatTheModelDoesNotReadAreKeptWhereTheyAreWanted() throws IOException {
        try (RowSource rows = open(resource("zstd"), named(PEOPLE.subList(1, 4)), true)) {
            RowBlock block = rows.next(2);

            assertThat(block.kept().names()).containsExactly("c", "name");
            assertThat(block.kept().columns().get(1).cell(0)).isEqualTo("anna");
            assertThat(block.kept().columns().get(1).cell(1)).isNull();
        }
    }

    @Test
    void numbersOfAllWidthsAreTheNearestDoubles() throws IOException {
        assertNumber("half", 0.0999755859375);
        assertNumber("uint32", 4294967295.0);
        assertNumber("uint64", 0x1p64);
        assertNumber("int64", 9007199254740992.0);
        assertNumber("small", -12.3);
        assertNumber("large", 1.2345678901234568e28);
    }

    private void assertNumber(String column, double value) throws IOException {
        try (RowSource rows = open(resource("types"), named(List.of(new Feature(column, DataType.FLOAT64))), false)) {
            assertThat(rows.next(10).table().values()).startsWith(value, Double.NaN);
        }
    }

    @Test
    void whatGoesAlongKeepsAllItsDigitsAndDatesAreText() throws IOException {
        byte[] file = resource("types");
        try (RowSource rows = open(file, named(List.of(new Feature("category", DataType.STRING))), true)) {
            RowBlock block = rows.next(10);

            assertThat(block.kept().names())
                    .containsExactly(
                            "half",
                            "uint32",
                            "uint64",
                            "int64",
                            "small",
                            "large",
                            "day",
                            "millis",
                            "micros_utc",
                            "nanos",
                            "time",
                            "none");
            assertThat(block.kept().columns().stream().map(cells -> cells.cell(0)))
                    .containsExactly(
                            0.0999755859375,
                            4294967295L,
                            "18446744073709551615",
                            9007199254740993L,
                            "-12.30",
                            "12345678901234567890123456789.01",
                            "2024-02-29",
                            "2024-02-29T13:14:15.123",
                            "2024-02-29T13:14:15.123456Z",
                            "2024-02-29T13:14:15.123456",
                            "13:14:15.123456",
                            null);
            assertThat(block.kept().columns()).allMatch(cells -> cells.cell(1) == null);
        }
        try (RowSource rows = open(
                resource("int96"), FakeModel.of(List.of(), true, table -> table).signature(), true)) {
            assertThat(rows.next(1).kept().columns().get(0).cell(0)).isEqualTo("1969-12-31T23:59:59.005");
        }
    }

    @Test
    void aColumnOfNothingIsMissingWhateverTheModelTakesThere() throws IOException {
        List<Feature> features =
                List.of(new Feature("none", DataType.FLOAT64), new Feature("category", DataType.STRING));
        try (RowSource rows = open(resource("types"), named(features), false)) {
            assertThat(cells(rows.next(10).table(), 0)).containsExactly(Double.NaN, Double.NaN);
        }
    }

    @Test
    void aRowWhoseTextIsNoUtf8FailsAlone() throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { required binary t (STRING); }");
        byte[] file = write(
                schema,
                3,
                (row, index) -> row.add(
                        0, Binary.fromConstantByteArray(index == 1 ? new byte[] {(byte) 0xE9} : new byte[] {'a'})));
        try (RowSource rows = open(file, named(List.of(new Feature("t", DataType.STRING))), false)) {
            RowBlock block = rows.next(10);

            assertThat(block.taken()).isEqualTo(3);
            assertThat(cells(block.table(), 0)).containsExactly("a", "a");
            assertThat(block.numbers()).startsWith(0, 2);
            assertThat(block.failures())
                    .containsExactly(
                            Failure.ofRow("rows.parquet", 1, "column 't': expected UTF-8 but the bytes are none"));
        }
    }

    @Test
    void aBlockEndsEarlyWhereItsTextIsLong() throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { required binary t (STRING); }");
        Binary text = Binary.fromString("x".repeat(1 << 20));
        byte[] file = write(schema, 100, (row, index) -> row.add(0, text));

        long taken = 0;
        try (RowSource rows = open(file, named(List.of(new Feature("t", DataType.STRING))), false)) {
            for (RowBlock block = rows.next(1000); block.taken() > 0; block = rows.next(1000)) {
                assertThat(block.taken()).isLessThan(20);
                taken += block.taken();
            }
        }
        assertThat(taken).isEqualTo(100);
        assertThat(file.length).isLessThan(2 << 20);
    }

    @Test
    void aFileThatIsPackedAsAWholeIsUnpackedFirst() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(resource("snappy"));
        }
        try (RowSource rows = open(bytes.toByteArray(), named(PEOPLE), false)) {
            assertThat(rows.next(10).taken()).isEqualTo(5);
        }
    }

    @Test
    void randomTablesComeBackInAnyCutAndFromAnyRowOn() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            int count = random.nextInt(400);
            int width = 1 + random.nextInt(4);
            double[] wanted = new double[count * width];
            byte[] file = random(random, count, width, wanted);
            int from = random.nextInt(count + 1);
            int cut = 1 + random.nextInt(150);

            List<Double> got = new ArrayList<>();
            try (RowSource rows = open(file, FakeModel.summing(width).signature(), false)) {
                rows.skip(from);
                for (RowBlock block = rows.next(cut); block.taken() > 0; block = rows.next(cut)) {
                    assertThat(block.numbers()[0]).isEqualTo(from + got.size() / width);
                    double[] values = block.table().values();
                    for (int i = 0; i < block.table().rows() * width; i++) {
                        got.add(values[i]);
                    }
                }
            }
            assertThat(got)
                    .isEqualTo(Arrays.stream(wanted, from * width, wanted.length)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void fewerRowsThanARunHadReadBeforeAreToldOf() throws IOException {
        try (RowSource rows = open(resource("none"), named(PEOPLE), false)) {
            assertThatThrownBy(() -> rows.skip(6)).hasMessageContaining("fewer rows");
        }
    }

    @Test
    void whatCannotBeReadIsRefusedByItsName() throws IOException {
        List<Feature> a = List.of(new Feature("a", DataType.FLOAT64));
        assertRefused(resource("nested"), a, "the column 'a' is nested");
        assertRefused(
                resource("none"),
                List.of(new Feature("name", DataType.FLOAT64)),
                "the column 'name' holds text but the model takes numbers there");
        assertRefused(
                resource("types"),
                List.of(new Feature("day", DataType.FLOAT64)),
                "the column 'day' holds dates or times but the model takes numbers there");
        assertRefused(resource("nested"), List.of(new Feature("bytes", DataType.STRING)), "has the type BINARY");
        assertRefused(resource("none"), List.of(new Feature("a", DataType.STRING)), "the model takes text");
        assertRefused(resource("none"), List.of(new Feature("z", DataType.FLOAT64)), "the column 'z' is missing");
        assertThatThrownBy(() -> open(resource("none"), FakeModel.summing(2).signature(), false))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("expected 2 values a row");
        assertThatThrownBy(() -> readAll(resource("brotli"), named(PEOPLE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("BROTLI");
        assertThatThrownBy(() -> readAll("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), named(PEOPLE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Parquet file");
        byte[] encrypted = resource("none");
        encrypted[encrypted.length - 1] = 'E';
        assertThatThrownBy(() -> readAll(encrypted, named(PEOPLE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("encrypted");
    }

    @Test
    void aColumnOfAnotherTypeHurtsNobodyWhoDoesNotReadIt() throws IOException {
        try (RowSource rows = open(resource("nested"), named(List.of(new Feature("b", DataType.FLOAT64))), false)) {
            assertThat(rows.next(10).table().values()).startsWith(1.0);
        }
    }

    private void assertRefused(byte[] file, List<Feature> features, String message) {
        assertThatThrownBy(() -> open(file, named(features), false))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(message);
    }

    /** A file with a column of each type in turn, some of them with cells that are missing, in small row groups. */
    private byte[] random(Random random, int count, int width, double[] wanted) throws IOException {
        List<String> types = List.of("double", "float", "int32", "int64", "boolean");
        StringBuilder text = new StringBuilder("message rows {");
        List<String> chosen = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            chosen.add(types.get(random.nextInt(types.size())));
            text.append(" optional ")
                    .append(chosen.get(c))
                    .append(" c")
                    .append(c)
                    .append(";");
        }
        MessageType schema =
                MessageTypeParser.parseMessageType(text.append(" }").toString());
        Path file = folder.resolve("random.parquet");
        Files.deleteIfExists(file);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withRowGroupRowCountLimit(1 + random.nextInt(100))
                .withPageRowCountLimit(1 + random.nextInt(50))
                .withDictionaryEncoding(random.nextBoolean())
                .build()) {
            for (int r = 0; r < count; r++) {
                Group row = new SimpleGroup(schema);
                for (int c = 0; c < width; c++) {
                    boolean isMissing = random.nextInt(5) == 0;
                    wanted[r * width + c] = isMissing ? Double.NaN : add(row, c, chosen.get(c), random);
                }
                writer.write(row);
            }
        }
        return Files.readAllBytes(file);
    }

    private byte[] write(MessageType schema, int count, BiConsumer<Group, Integer> cells) throws IOException {
        Path file = folder.resolve("written.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withDictionaryPageSize(4 << 20)
                .build()) {
            for (int r = 0; r < count; r++) {
                Group row = new SimpleGroup(schema);
                cells.accept(row, r);
                writer.write(row);
            }
        }
        return Files.readAllBytes(file);
    }

    private static double add(Group row, int column, String type, Random random) {
        switch (type) {
            case "double" -> {
                double value = random.nextGaussian() * 1e10;
                row.add(column, value);
                return value;
            }
            case "float" -> {
                float value = random.nextFloat();
                row.add(column, value);
                return value;
            }
            case "int32" -> {
                int value = random.nextInt();
                row.add(column, value);
                return value;
            }
            case "int64" -> {
                long value = random.nextLong();
                row.add(column, value);
                return (double) value;
            }
            case "boolean" -> {
                boolean value = random.nextBoolean();
                row.add(column, value);
                return value ? 1 : 0;
            }
            default -> throw new IllegalArgumentException(type);
        }
    }

    private long readAll(byte[] file, ModelSignature signature) throws IOException {
        long taken = 0;
        try (RowSource rows = open(file, signature, false)) {
            for (RowBlock block = rows.next(4); block.taken() > 0; block = rows.next(4)) {
                taken += block.taken();
            }
        }
        return taken;
    }

    private RowSource open(byte[] bytes, ModelSignature signature, boolean keepsExtra) throws IOException {
        Path file = Files.write(folder.resolve("rows.parquet"), bytes);
        RowSources sources = new RowSources(
                new ModelColumns(signature),
                new JsonScoreDecoder(signature, JsonLimits.DEFAULT),
                Optional.empty(),
                CsvOptions.DEFAULT,
                keepsExtra ? Extras.KEPT : Extras.LEFT_OUT,
                new LongAdder());
        return sources.open(new InputFile(file, "rows.parquet"));
    }

    private static ModelSignature named(List<Feature> features) {
        return FakeModel.of(features, true, table -> table).signature();
    }

    private static List<Object> cells(Table table, int column) {
        Column cells = table.column(column);
        List<Object> values = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            values.add(cells.cell(r));
        }
        return values;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ParquetReaderTest.class.getResourceAsStream("/people/" + name + ".parquet")) {
            return in.readAllBytes();
        }
    }
}
