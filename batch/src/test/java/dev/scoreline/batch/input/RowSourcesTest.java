package dev.scoreline.batch.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Table;
import dev.scoreline.scoring.codec.JsonLimits;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import dev.scoreline.testkit.FakeModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each format gives the values that were written, and hostile files give refusals. */
class RowSourcesTest {

    @TempDir
    Path folder;

    private final ModelSignature signature = FakeModel.summing(3).signature();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void csvGivesEveryDoubleBack(boolean isGzip) throws IOException {
        Random random = new Random(5);
        double[] values = new double[3000];
        StringBuilder text = new StringBuilder("\uFEFFa,b,c\r\n");
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 == 0 ? random.nextInt() : Double.longBitsToDouble(random.nextLong());
            String cell = Double.isNaN(values[i]) ? "" : Double.toString(values[i]);
            text.append(i % 5 == 0 ? '"' + cell + '"' : cell).append(i % 3 == 2 ? "\r\n" : ",");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        Table table = read("a.csv", isGzip ? gzip(bytes) : bytes);

        assertThat(Arrays.copyOf(table.values(), values.length)).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource({
        "<f8,8", ">f8,8", "<f4,4", ">f4,4", "<f2,2", "<i1,1", "|u1,1", "<i2,2", ">i4,4", "<u4,4", "<i8,8", ">u8,8",
        "|b1,1"
    })
    void npyGivesTheNumbersInBothOrders(String descr, int bytes) throws IOException {
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        for (boolean isFortran : new boolean[] {false, true}) {
            ByteBuffer data = ByteBuffer.allocate(6 * bytes).order(order);
            for (int i = 0; i < 6; i++) {
                int value = isFortran ? i / 2 + i % 2 * 3 : i;
                put(data, descr.substring(1), descr.equals("|b1") ? value % 2 : value);
            }
            Table table = read("a.npy", npy(descr, isFortran, "(2, 3)", data.array()));

            double[] wanted = descr.equals("|b1") ? new double[] {0, 1, 0, 1, 0, 1} : new double[] {0, 1, 2, 3, 4, 5};
            assertThat(Arrays.copyOf(table.values(), 6)).as(descr + isFortran).isEqualTo(wanted);
        }
    }

    private static void put(ByteBuffer data, String type, int value) {
        switch (type) {
            case "f8" -> data.putDouble(value);
            case "f4" -> data.putFloat(value);
            case "f2" -> data.putShort(new short[] {0, 0x3C00, 0x4000, 0x4200, 0x4400, 0x4500}[value]);
            case "i1", "u1", "b1" -> data.put((byte) value);
            case "i2" -> data.putShort((short) value);
            case "i4", "u4" -> data.putInt(value);
            default -> data.putLong(value);
        }
    }

    @Test
    void jsonLinesCannotEndTheDocumentTheyArePutInto() throws IOException {
        String hostile =
                "[1,2,3]],\"method\":\"predict_proba\",\"data\":[[1,2,3]\n[1,2,3],[4,5,6]\n[1,2,3\n[4,5,6]\n{}\n";

        RowBlock block = block("a.jsonl", hostile.getBytes(StandardCharsets.UTF_8));

        assertThat(block.failures()).hasSize(4);
        assertThat(block.table().rows()).isEqualTo(1);
        assertThat(block.numbers()[0]).isEqualTo(3);
    }

    /** Whatever the bytes are: rows, failures, or a refusal, and never anything else. */
    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.jsonl", "a.npy", "a.csv.gz"})
    void damagedFilesAreRowsOrRefusals(String name) throws IOException {
        Random random = new Random(6);
        byte[] good = switch (name) {
            case "a.csv" -> "a,b,c\n1,2,3\n\"4\",5,6\n7,8,\"9\"\n".getBytes(StandardCharsets.UTF_8);
            case "a.jsonl" -> "[1,2,3]\n[4,5,6]\n[7,8,9]\n".getBytes(StandardCharsets.UTF_8);
            case "a.csv.gz" -> gzip("a,b,c\n1,2,3\n4,5,6\n".getBytes(StandardCharsets.UTF_8));
            default -> npy("<f8", true, "(2, 3)", new byte[48]);
        };
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(10) == 0 ? random.nextInt(good.length) : good.length);
            for (int change = 0; change < 1 + random.nextInt(4) && bytes.length > 0; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                RowBlock block = block(name, bytes);
                assertThat(block.table().rows() + block.failures().size()).isEqualTo((int) block.taken());
            } catch (IOException | InferenceException e) {
                // A refusal, which is for a person; what else is thrown fails the test.
                assertThat(String.valueOf(e.getMessage())).doesNotContain("java.", "Exception");
            }
        }
    }

    @Test
    void npyRefusesWhatIsNoNumber() throws IOException {
        assertThatThrownBy(() -> read("a.npy", npy("|O", false, "(2, 3)", new byte[48])))
                .hasMessageContaining("expected an array of numbers");
        assertThatThrownBy(() -> read("a.npy", npy("<f8", false, "(2, 4)", new byte[64])))
                .hasMessageContaining("expected an array with 3 columns but it has 4");
        assertThatThrownBy(() -> read("a.npy", npy("<f8", false, "(2, 3)", new byte[40])))
                .hasMessageContaining("it ends before its last row");
    }

    private Table read(String name, byte[] bytes) throws IOException {
        RowBlock block = block(name, bytes);
        assertThat(block.failures()).isEmpty();
        return block.table();
    }

    private RowBlock block(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        RowSources sources = new RowSources(
                new ModelColumns(signature),
                new JsonScoreDecoder(signature, JsonLimits.DEFAULT),
                Optional.empty(),
                CsvOptions.DEFAULT,
                Extras.KEPT,
                new LongAdder());
        try (RowSource source = sources.open(new InputFile(file, name))) {
            return source.next(1000);
        }
    }

    private static byte[] npy(String descr, boolean isFortran, String shape, byte[] data) {
        String header = "{'descr': '" + descr + "', 'fortran_order': " + (isFortran ? "True" : "False") + ", 'shape': "
                + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
