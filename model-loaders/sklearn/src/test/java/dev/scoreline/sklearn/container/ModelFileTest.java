package dev.scoreline.sklearn.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.AllowedGlobals;
import dev.scoreline.sklearn.pickle.Notation;
import dev.scoreline.sklearn.pickle.PickleLimits;
import dev.scoreline.sklearn.pickle.Pickled;
import dev.scoreline.sklearn.pickle.PyValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

class ModelFileTest {

    /** Far above what any refusal takes; a hang is what it finds. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private static final byte[] NONE = bytes("\u0080\u0004N.");

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Pickled> joblibFiles() {
        return Stream.of("joblib.tsv", "joblib-1.1.tsv").flatMap(file -> Pickled.in(file).stream());
    }

    private static byte[] packed(Compression compression, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (compression) {
            case ZLIB -> new DeflaterOutputStream(bytes);
            case GZIP -> new GZIPOutputStream(bytes);
            case BZIP2 -> new BZip2CompressorOutputStream(bytes);
            case XZ -> new XZOutputStream(bytes, new LZMA2Options(0));
            case LZMA -> new LZMAOutputStream(bytes, new LZMA2Options(6), -1);
            case LZ4 -> new FramedLZ4CompressorOutputStream(bytes);
        }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static InferenceException refusal(byte[] file) {
        Throwable thrown = assertTimeoutPreemptively(AT_MOST, () -> catchThrowable(() -> ModelFile.read(file)));
        assertThat(thrown).isInstanceOf(InferenceException.class);
        return (InferenceException) thrown;
    }

    @ParameterizedTest
    @MethodSource("joblibFiles")
    void readsWhatJoblibDumped(Pickled pickled) {
        assertThat(Notation.of(ModelFile.read(pickled.bytes()))).isEqualTo(pickled.notation());
        assertThat(ModelFile.looksLikePickle(Arrays.copyOf(pickled.bytes(), 16)))
                .isTrue();
    }

    @Test
    void readsAFileByItsPath(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("model.anything"), NONE);

        assertThat(ModelFile.read(file)).isEqualTo(PyValue.None.NONE);
    }

    @Test
    void refusesAPathThatCannotBeRead(@TempDir Path folder) {
        Throwable thrown = catchThrowable(() -> ModelFile.read(folder.resolve("missing.pkl")));

        assertThat(thrown)
                .isInstanceOf(InferenceException.class)
                .hasMessage("cannot read the model file 'missing.pkl'");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsEveryCompression(Compression compression) throws IOException {
        assertThat(ModelFile.read(packed(compression, NONE))).isEqualTo(PyValue.None.NONE);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void refusesACompressedFileThatIsCutOffAtAnyByte(Compression compression) throws IOException {
        byte[] packed = packed(compression, Pickled.in("joblib.tsv").get(0).bytes());
        for (int length = 0; length < packed.length; length++) {
            byte[] start = Arrays.copyOf(packed, length);
            assertThat(catchThrowable(() -> ModelFile.read(start)))
                    .as("%s cut off at byte %d of %d", compression, length, packed.length)
                    .isInstanceOf(InferenceException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void refusesBytesBehindACompressedFile(Compression compression) throws IOException {
        byte[] packed = packed(compression, NONE);
        byte[] followed = Arrays.copyOf(packed, packed.length + 7);

        assertThat(catchThrowable(() -> ModelFile.read(followed)))
                .as(compression.label())
                .isInstanceOf(InferenceException.class)
                .hasMessage("the file is compressed with " + compression.label()
                        + " but damaged, cut off or followed by other bytes");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void refusesASecondPickleInACompressedFile(Compression compression) throws IOException {
        assertThat(refusal(packed(compression, bytes("N.N."))))
                .hasMessageContaining("expected a pickle or joblib file inside the " + compression.label());
        assertThat(refusal(packed(compression, bytes("\u0080\u0004N.N."))))
                .hasMessageContaining("2 bytes follow the end of the pickle");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void refusesACompressedFileInACompressedFile(Compression compression) throws IOException {
        byte[] twice = packed(Compression.GZIP, packed(compression, NONE));

        assertThat(refusal(twice)).hasMessageContaining("expected a pickle or joblib file inside the gzip file");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void refusesABombOfEveryCompression(Compression compression) throws IOException {
        byte[] bomb = packed(compression, new byte[100 << 20]);

        assertThat(refusal(bomb))
                .hasMessageContaining(
                        "the " + compression.label() + " file of " + bomb.length + " bytes unpacks to more than the ")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL));
    }

    @Test
    void allowsALargeRatioToSmallFilesOnly() throws IOException {
        byte[] zeros = new byte[1 << 20];
        byte[] pickle = new byte[zeros.length + 8];
        System.arraycopy(bytes("\u0080\u0004B\0\0\u0010\0"), 0, pickle, 0, 7);
        pickle[pickle.length - 1] = '.';
        byte[] packed = packed(Compression.ZLIB, pickle);
        ModelFile strict = new ModelFile(
                AllowedGlobals.of(Set.of()), PickleLimits.standard(), new FileLimits(1 << 30, 1 << 30, 200, 1 << 10));

        assertThat(((PyValue.Bytes) ModelFile.read(packed)).value()).hasSize(1 << 20);
        assertThat(catchThrowable(() -> strict.open(packed))).hasMessageContaining("unpacks to more than the ");
    }

    @Test
    void refusesAFileOverItsLimit(@TempDir Path folder) throws IOException {
        ModelFile small =
                new ModelFile(AllowedGlobals.of(Set.of()), PickleLimits.standard(), new FileLimits(3, 100, 10, 100));
        Path file = Files.write(folder.resolve("model.pkl"), NONE);

        assertThat(catchThrowable(() -> small.open(file)))
                .hasMessage(
                        "the model file has 4 bytes, which is more than the 3 allowed; give the server a larger heap");
        assertThat(catchThrowable(() -> small.open(NONE))).hasMessageContaining("more than the 3 allowed");
    }

    @Test
    void refusesLimitsOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileLimits(0, 1, 1, 1))
                .withMessage("maxFileBytes must be from 1 to 2147483631 but is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new FileLimits(1, Long.MAX_VALUE, 1, 1));
    }

    static Stream<Arguments> foreignFiles() {
        return Stream.of(
                Arguments.of("PK\u0003\u0004rest", "a zip archive, as skops"),
                Arguments.of("ZF0x1234", "a dump of joblib 0.9 or older"),
                Arguments.of("\u0093NUMPY\u0001", "a NumPy array"),
                Arguments.of("\u0089HDF\r\n", "an HDF5 file"),
                Arguments.of("version https://git-lfs.github.com/spec/v1", "git lfs pull"),
                Arguments.of("tree\nversion=v4", "a LightGBM text model"),
                Arguments.of("binf....", "an XGBoost binary model"),
                Arguments.of("<?xml version='1.0'?>", "XML, such as PMML"),
                Arguments.of("<!DOCTYPE html>", "a web page"),
                Arguments.of("{\"learner\":1}", "JSON"),
                Arguments.of("PAR1....", "a Parquet table"),
                Arguments.of("\u00ac\u00ed\u0000\u0005", "a serialised Java object"),
                Arguments.of("\u0008\u0008\u0012\u0007", "a protocol buffer, such as ONNX"),
                Arguments.of("hello, world", "the file seems to be text"),
                Arguments.of("\u00de\u00ad\u00be\u00ef", "first bytes [-34, -83, -66, -17] are of no format"),
                Arguments.of("\u0080\u0006N.", "first bytes [-128, 6, 78, 46] are of no format"));
    }

    @ParameterizedTest
    @MethodSource("foreignFiles")
    void saysWhatAFileSeemsToBeThatIsNoPickle(String start, String advice) {
        assertThat(refusal(bytes(start))).hasMessageContaining(advice);
        assertThat(ModelFile.looksLikePickle(bytes(start))).isFalse();
    }

    @Test
    void saysThatAFileIsEmpty() {
        assertThat(refusal(new byte[0])).hasMessage("expected a pickle or joblib file but the file is empty");
        assertThat(ModelFile.looksLikePickle(new byte[0])).isFalse();
        assertThat(ModelFile.looksLikePickle(new byte[] {(byte) 0x80})).isFalse();
    }

    @Test
    void recognizesEveryProtocol() {
        for (Pickled pickled : Pickled.in("models.tsv")) {
            assertThat(ModelFile.looksLikePickle(Arrays.copyOf(pickled.bytes(), 16)))
                    .as(pickled.name())
                    .isTrue();
        }
    }

    @Test
    void refusesTheArraysOfJoblib09WithTheirSideFiles() {
        assertThat(refusal(bytes("\u0080\u0002cjoblib.numpy_pickle\nNDArrayWrapper\n)\u0081.")))
                .hasMessageContaining("written by joblib 0.9 or older");
        assertThat(refusal(bytes("\u0080\u0002csklearn.externals.joblib.numpy_pickle\nZNDArrayWrapper\n)\u0081.")))
                .hasMessageContaining("save it with a newer joblib");
    }

    /** The header of an lzma file asks for a dictionary of 4 GiB. */
    @Test
    void refusesAnLzmaFileThatAsksForTooMuchMemory() {
        byte[] file = bytes("]\u0000\u00f0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\0\0\0\0\0\0");

        assertThat(refusal(file)).hasMessageContaining("compressed with lzma but damaged");
    }
}
