package dev.scoreline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSource;
import dev.scoreline.onnx.proto.OnnxFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are refused at load, with the reason and with the process alive. */
class HostileFileTest {

    @TempDir
    Path folder;

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] number(int field, long value) {
        return joined(varint((long) field << 3), varint(value));
    }

    private static byte[] bytes(int field, byte[]... parts) {
        byte[] value = joined(parts);
        return joined(varint(((long) field << 3) | 2), varint(value.length), value);
    }

    private static byte[] text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] model(byte[]... graph) {
        return joined(number(1, 10), bytes(8, number(2, 21)), bytes(7, graph));
    }

    private static byte[] externalTensor(String location, long length) {
        return bytes(
                5,
                number(1, 4),
                number(2, 1),
                text(8, "w"),
                bytes(13, text(1, "location"), text(2, location)),
                bytes(13, text(1, "length"), text(2, Long.toString(length))),
                number(14, 1));
    }

    private InferenceException refused(byte[] file) throws IOException {
        Path path = Files.write(folder.resolve("model.onnx"), file);
        InferenceException refusal = catchThrowableOfType(
                InferenceException.class, () -> new OnnxLoader().load(new ModelSource("m", "1", path)));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal).hasMessageNotContaining(folder.toString());
        return Objects.requireNonNull(refusal);
    }

    @Test
    void refusesATensorOfMoreValuesThanItHas() throws IOException {
        InferenceException refusal =
                refused(model(bytes(5, number(1, 1L << 40), number(2, 1), text(8, "w"), bytes(9, new byte[8]))));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MODEL);
        assertThat(refusal)
                .hasMessageContaining("the tensor 'w' needs 4398046511104 bytes by its shape but has 8 bytes");
    }

    @Test
    void refusesDimensionsWhoseProductOverflows() throws IOException {
        byte[] dims = bytes(1, varint(1L << 40), varint(1L << 40));

        assertThat(refused(model(bytes(5, dims, number(2, 1), bytes(9, new byte[8])))))
                .hasMessageContaining("which no file can hold");
        assertThat(refused(model(bytes(5, number(1, -1), number(2, 1))))).hasMessageContaining("a dimension of -1");
    }

    @Test
    void refusesOperatorsThatAreNotOnnxs() throws IOException {
        byte[] node = bytes(1, text(2, "y"), text(4, "Steal"), text(7, "com.example"));

        InferenceException refusal = refused(model(node));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
        assertThat(refusal).hasMessageContaining("the operator 'Steal' is of the domain 'com.example'");
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/hosts, only files in the model's own folder are read",
        "../secret.bin, only files in the model's own folder are read",
        "sub/../../secret.bin, only files in the model's own folder are read",
        "'', only files in the model's own folder are read",
        "missing.bin, there is no such file in the model's folder",
        "link.bin, there is no such file in the model's folder",
        "short.bin, the model asks for 16 bytes from byte 0 on but the file has 3"
    })
    void readsExternalDataInTheModelsFolderOnly(String location, String reason) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("model"));
        Path secret = Files.write(folder.resolve("secret.bin"), new byte[16]);
        Files.createSymbolicLink(inside.resolve("link.bin"), secret);
        Files.write(inside.resolve("short.bin"), new byte[3]);
        Path path = Files.write(inside.resolve("model.onnx"), model(externalTensor(location, 16)));

        InferenceException refusal = catchThrowableOfType(InferenceException.class, () -> OnnxFile.read(path));

        assertThat(refusal).hasMessageContaining(reason.replace(" on but", " on, but"));
    }

    @Test
    void refusesGraphsInGraphsWithoutEnd() throws IOException {
        byte[] graph = new byte[0];
        for (int depth = 0; depth < 200; depth++) {
            graph = bytes(1, text(4, "If"), bytes(5, text(1, "then_branch"), bytes(6, graph)));
        }

        assertThat(refused(model(graph))).hasMessageContaining("nested deeper than 32 levels");
    }

    @Test
    void refusesVersionsThatAreTooNew() throws IOException {
        byte[] old = Files.readAllBytes(GoldenCase.read("identity_float32").file());
        byte[] future = old.clone();
        future[1] = 120;

        InferenceException refusal = refused(future);

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
        assertThat(refusal.getMessage()).contains("IR version");
    }

    @Test
    void eitherOpensOrRefusesADamagedFile() throws IOException {
        Random random = new Random(11);
        for (String name : new String[] {"forest", "several", "frame"}) {
            byte[] whole = Files.readAllBytes(GoldenCase.read(name).file());
            for (int round = 0; round < 400; round++) {
                byte[] damaged =
                        Arrays.copyOf(whole, whole.length - (round % 3 == 0 ? random.nextInt(whole.length) : 0));
                for (int i = 0; i < 1 + round % 4 && damaged.length > 0; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                Path path = Files.write(folder.resolve("damaged.onnx"), damaged);
                try {
                    OnnxFile.read(path);
                } catch (InferenceException e) {
                    assertThat(e.code()).isIn(ErrorCode.INVALID_MODEL, ErrorCode.UNSUPPORTED_MODEL);
                }
            }
        }
    }
}
