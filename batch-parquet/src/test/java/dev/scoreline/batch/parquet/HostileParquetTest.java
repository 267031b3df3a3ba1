package dev.scoreline.batch.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.scoreline.batch.input.ModelColumns;
import dev.scoreline.batch.input.RowBlock;
import dev.scoreline.batch.input.RowSource;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.testkit.FakeModel;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or say more than they hold, fail as a file, and take no memory for what they say. */
class HostileParquetTest {

    private static final ReadLimits LIMITS = new ReadLimits(1 << 20, 1 << 20, 1 << 20);

    /** The library reads texts of a page's head of up to 100 MB; nothing else may be near to that. */
    private static final long MAX_ALLOCATED_BYTES = 120_000_000;

    private static final List<Feature> PEOPLE = List.of(
            new Feature("name", DataType.STRING),
            new Feature("d", DataType.FLOAT64),
            new Feature("b", DataType.FLOAT64),
            new Feature("c", DataType.FLOAT64),
            new Feature("a", DataType.FLOAT64));

    @TempDir
    Path folder;

    @Test
    void damagedFilesGiveValuesOrAFailureOfTheFile() throws IOException {
        Random random = new Random(3);
        List<String> names = List.of("none", "snappy", "gzip", "zstd", "lz4", "spark");
        int failed = 0;
        for (int round = 0; round < 1200; round++) {
            byte[] file = resource(names.get(round % names.size()));
            for (int i = 0; i <= random.nextInt(4); i++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            byte[] damaged = round % 4 == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
            long before = allocated();
            try {
                assertThat(readAll(damaged, PEOPLE, LIMITS)).isLessThanOrEqualTo(5);
            } catch (IOException | InferenceException e) {
                assertThat(e.getMessage()).isNotBlank();
                failed++;
            }
            assertThat(allocated() - before).as("round %s", round).isLessThan(MAX_ALLOCATED_BYTES);
        }
        assertThat(failed).isGreaterThan(240);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** A list of structs: the schema's elements, the row groups, the keys and values. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 5})
    void aFooterThatSaysMoreThanItHoldsIsRefusedBeforeTheLibrarySeesIt(int field) throws IOException {
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        footer.write(new byte[] {0x15, 2, (byte) ((field - 1) << 4 | 9), (byte) 0xFC});
        BytesUtils.writeUnsignedVarInt(100_000_000, footer);
        long before = allocated();

        assertThatThrownBy(() -> readAll(file(footer.toByteArray()), PEOPLE, LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("says that 100000000 more follow where 0 bytes are left");
        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    @Test
    void aFooterThatIsNoneIsRefused() {
        assertThatThrownBy(() -> readAll("PAR1".getBytes(StandardCharsets.US_ASCII), PEOPLE, LIMITS))
                .hasMessage("it is no Parquet file: it has only 4 bytes");
        assertThatThrownBy(() -> readAll(file(new byte[2 << 20]), PEOPLE, LIMITS))
                .hasMessageContaining("its footer has 2097152 bytes and may have 1048576 with this heap");
        byte[] lying = file(new byte[1]);
        lying[lying.length - 5] = 0x7F;
        assertThatThrownBy(() -> readAll(lying, PEOPLE, LIMITS)).hasMessageContaining("its footer cannot have");
        byte[] nested = new byte[200];
        Arrays.fill(nested, (byte) 0x1C);
        assertThatThrownBy(() -> readAll(file(nested), PEOPLE, LIMITS)).hasMessageContaining("nested too deep");
    }

    private static byte[] file(byte[] footer) {
        ByteBuffer file = ByteBuffer.allocate(footer.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        return file.put(magic).put(footer).putInt(footer.length).put(magic).array();
    }

    /** A megabyte of zeros in a page of a few bytes, thirty times. */
    @Test
    void pagesThatUnpackToMoreThanTheHeapBearsAreRefused() throws IOException {
        byte[] bomb = zeros(30, CompressionCodecName.ZSTD);

        assertThat(bomb.length).isLessThan(400_000);
        assertThatThrownBy(() -> readAll(bomb, columns(30), new ReadLimits(1 << 20, 1 << 20, 4 << 20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the pages of its columns that are read together say that they have")
                .hasMessageContaining("may have 4194304 with this heap");
        assertThat(readAll(bomb, columns(30), new ReadLimits(1 << 20, 1 << 20, 80 << 20)))
                .isEqualTo(100_000);
        assertThat(readAll(bomb, columns(2), new ReadLimits(1 << 20, 1 << 20, 4 << 20)))
                .isEqualTo(100_000);
    }

    @Test
    void aRowGroupThatIsLargerThanTheHeapBearsIsRefused() throws IOException {
        byte[] large = zeros(3, CompressionCodecName.UNCOMPRESSED);

        assertThatThrownBy(() -> readAll(large, columns(3), LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in the columns that are read and may have 1048576 with this heap")
                .hasMessageContaining("write smaller row groups");
        assertThat(readAll(large, columns(1), LIMITS)).isEqualTo(100_000);
    }

    @Test
    void aDictionaryThatSaysThatItHasMoreThanItsBytesIsRefused() {
        PageReader pages = checked(Encoding.PLAIN, new byte[40], 10);

        assertThatThrownBy(pages::readDictionaryPage)
                .hasMessage("a dictionary of 40 bytes says that it has 1000000000 values");
    }

    @Test
    void aPageOfMoreValuesThanRowsIsRefused() {
        PageReader pages = checked(Encoding.PLAIN, new byte[40], 9);

        assertThatThrownBy(pages::readPage).hasMessage("a page says that it has 10 values where 9 are left");
    }

    @Test
    void deltasThatAreMoreThanAPagesValuesAreRefused() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int number : new int[] {128, 4, 2_000_000_000}) {
            BytesUtils.writeUnsignedVarInt(number, head);
        }
        for (Encoding encoding :
                List.of(Encoding.DELTA_BINARY_PACKED, Encoding.DELTA_LENGTH_BYTE_ARRAY, Encoding.DELTA_BYTE_ARRAY)) {
            PageReader pages = checked(encoding, head.toByteArray(), 10);

            assertThatThrownBy(pages::readPage)
                    .hasMessage("a page of 10 values says that it has 2000000000 deltas in blocks of 128");
        }
    }

    /** A prefix of two gigabytes: block of 128 in 4 parts, one value, 2^31 - 1 as zigzag. */
    @Test
    void aTextThatSaysThatItBeginsLikeAHugeOneIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int number : new int[] {128, 4, 1}) {
            BytesUtils.writeUnsignedVarInt(number, bytes);
        }
        BytesUtils.writeZigZagVarInt(Integer.MAX_VALUE, bytes);
        PageReader pages = checked(Encoding.DELTA_BYTE_ARRAY, bytes.toByteArray(), 10);

        assertThatThrownBy(pages::readPage)
                .hasMessageContaining("a text says that 2147483647 bytes are those of the one before");
    }

    /** A column whose pages say 10 values, and its dictionary a thousand million. */
    private static PageReader checked(Encoding encoding, byte[] bytes, long rows) {
        ColumnDescriptor column = MessageTypeParser.parseMessageType("message m { required int32 x; }")
                .getColumns()
                .get(0);
        PageReader lying = new PageReader() {
            @Override
            public DictionaryPage readDictionaryPage() {
                return new DictionaryPage(BytesInput.from(bytes), 1_000_000_000, Encoding.PLAIN);
            }

            @Override
            public long getTotalValueCount() {
                return rows;
            }

            @Override
            public DataPage readPage() {
                return new DataPageV1(
                        BytesInput.from(bytes),
                        10,
                        bytes.length,
                        Statistics.getBuilderForReading(column.getPrimitiveType())
                                .build(),
                        Encoding.RLE,
                        Encoding.RLE,
                        encoding);
            }
        };
        return new CheckedPages(new PageReadStore() {
                    @Override
                    public PageReader getPageReader(ColumnDescriptor descriptor) {
                        return lying;
                    }

                    @Override
                    public long getRowCount() {
                        return rows;
                    }
                })
                .getPageReader(column);
    }

    private static List<Feature> columns(int count) {
        return IntStream.range(0, count)
                .mapToObj(c -> new Feature("c" + c, DataType.FLOAT64))
                .toList();
    }

    /** Columns of a hundred thousand zeros, each in a page of 800,000 bytes. */
    private byte[] zeros(int columns, CompressionCodecName codec) throws IOException {
        StringBuilder text = new StringBuilder("message m {");
        columns(columns)
                .forEach(column ->
                        text.append(" required double ").append(column.name()).append(";"));
        MessageType schema = MessageTypeParser.parseMessageType(text.append("}").toString());
        Path file = folder.resolve("zeros.parquet");
        Files.deleteIfExists(file);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCodecFactory(new Packing())
                .withCompressionCodec(codec)
                .withDictionaryEncoding(false)
                .withPageRowCountLimit(1_000_000)
                .build()) {
            Group row = new SimpleGroup(schema);
            for (int c = 0; c < columns; c++) {
                row.add(c, 0.0);
            }
            for (int r = 0; r < 100_000; r++) {
                writer.write(row);
            }
        }
        return Files.readAllBytes(file);
    }

    private long readAll(byte[] bytes, List<Feature> features, ReadLimits limits) throws IOException {
        Path path = Files.write(folder.resolve("rows.parquet"), bytes);
        ModelColumns columns =
                new ModelColumns(FakeModel.of(features, true, table -> table).signature());
        long taken = 0;
        try (RowSource rows =
                ParquetRows.open(ParquetFile.open(path, limits), "rows.parquet", columns, false, new LongAdder())) {
            for (RowBlock block = rows.next(10_000); block.taken() > 0; block = rows.next(10_000)) {
                taken += block.taken();
            }
        }
        return taken;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = HostileParquetTest.class.getResourceAsStream("/people/" + name + ".parquet")) {
            return in.readAllBytes();
        }
    }

    /** Packs pages hard, or not at all. */
    private static final class Packing implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    byte[] plain = bytes.toInputStream().readAllBytes();
                    if (codec == CompressionCodecName.UNCOMPRESSED) {
                        return BytesInput.from(plain);
                    }
                    ZstdCompressor zstd = new ZstdCompressor();
                    byte[] packed = new byte[zstd.maxCompressedLength(plain.length)];
                    return BytesInput.from(packed, 0, zstd.compress(plain, 0, plain.length, packed, 0, packed.length));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return codec;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("writes only");
        }

        @Override
        public void release() {}
    }
}
