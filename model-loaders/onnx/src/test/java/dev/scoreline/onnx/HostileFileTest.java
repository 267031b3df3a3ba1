package dev.scoreline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.onnx.proto.OnnxFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

    private static byte[] integers(String name, long... values) {
        byte[][] fields = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            fields[i] = number(8, values[i]);
        }
        return bytes(5, text(1, name), joined(fields), number(20, 7));
    }

    private static byte[] modes(String... modes) {
        return bytes(
                5,
                text(1, "nodes_modes"),
                joined(Stream.of(modes).map(mode -> text(9, mode)).toArray(byte[][]::new)),
                number(20, 8));
    }

    private static byte[] tree(byte[]... attributes) {
        return bytes(1, text(3, "t"), text(4, "TreeEnsembleRegressor"), joined(attributes), text(7, "ai.onnx.ml"));
    }

    /** ONNX Runtime walks in such a circle for ever. */
    @Test
    void refusesTreesThatLeadBackToANode() throws IOException {
        String[] modes = {"BRANCH_LEQ", "BRANCH_LEQ", "LEAF"};
        byte[] ofTwo = tree(
                integers("nodes_nodeids", 0, 1, 2),
                integers("nodes_treeids", 0, 0, 0),
                integers("nodes_truenodeids", 1, 0, 0),
                integers("nodes_falsenodeids", 2, 2, 0),
                modes(modes));
        byte[] ofOneInAnyOrder = tree(
                integers("nodes_nodeids", 7, 5, 6),
                integers("nodes_treeids", 3, 3, 3),
                integers("nodes_truenodeids", 6, 5, 0),
                integers("nodes_falsenodeids", 5, 6, 0),
                modes(modes));
        byte[] ofVersion5 = bytes(
                1,
                text(3, "t"),
                text(4, "TreeEnsemble"),
                text(7, "ai.onnx.ml"),
                integers("nodes_truenodeids", 1, 0),
                integers("nodes_falsenodeids", 0, 0),
                integers("nodes_trueleafs", 0, 0),
                integers("nodes_falseleafs", 1, 1));

        for (byte[] circle : new byte[][] {ofTwo, ofOneInAnyOrder, ofVersion5}) {
            assertThat(refused(model(circle))).hasMessageContaining("a tree of 't' leads from a node back to itself");
        }
    }

    @Test
    void refusesTreesWhoseListsDoNotFitTogether() throws IOException {
        byte[] missing = tree(
                integers("nodes_nodeids", 0),
                integers("nodes_treeids", 0),
                integers("nodes_truenodeids", 1),
                integers("nodes_falsenodeids", 0),
                modes("BRANCH_LEQ"));
        byte[] uneven = tree(integers("nodes_nodeids", 0, 1), integers("nodes_treeids", 0));

        assertThat(refused(model(missing)))
                .hasMessageContaining("a tree of 't' goes on to the node 1, which it does not have");
        assertThat(refused(model(uneven)))
                .hasMessageContaining("the trees of 't' have 2 nodes, but nodes_treeids has 1 values");
    }

    /** A tree whose nodes each lead to a leaf and to the next one. */
    private static byte[] chain(int depth) {
        int count = 2 * depth + 1;
        long[] ids = LongStream.range(0, count).toArray();
        long[] zeros = new long[count];
        long[] next = LongStream.range(0, count).map(i -> i < depth ? i + 1 : 0).toArray();
        long[] leaves = LongStream.range(0, count)
                .map(i -> i < depth ? depth + 1 + i : 0)
                .toArray();
        String[] modes = IntStream.range(0, count)
                .mapToObj(i -> i < depth ? "BRANCH_LEQ" : "LEAF")
                .toArray(String[]::new);
        long[] targets = LongStream.range(depth, count).toArray();
        byte[] values = new byte[4 * count];
        byte[] node = bytes(
                1,
                text(1, "x"),
                text(2, "y"),
                text(3, "t"),
                text(4, "TreeEnsembleRegressor"),
                integers("nodes_nodeids", ids),
                integers("nodes_treeids", zeros),
                integers("nodes_featureids", zeros),
                integers("nodes_truenodeids", next),
                integers("nodes_falsenodeids", leaves),
                modes(modes),
                bytes(5, text(1, "nodes_values"), bytes(7, values), number(20, 6)),
                integers("target_nodeids", targets),
                integers("target_treeids", new long[targets.length]),
                integers("target_ids", new long[targets.length]),
                bytes(5, text(1, "target_weights"), bytes(7, new byte[4 * targets.length]), number(20, 6)),
                bytes(5, text(1, "n_targets"), number(3, 1), number(20, 2)),
                text(7, "ai.onnx.ml"));
        byte[] graph = joined(node, text(2, "g"), value(11, "x"), value(12, "y"));
        return joined(
                number(1, 8), bytes(8, number(2, 18)), bytes(8, text(1, "ai.onnx.ml"), number(2, 3)), bytes(7, graph));
    }

    /** A tensor of floats of [any number, 1]. */
    private static byte[] value(int field, String name) {
        byte[] shape = joined(bytes(1, text(2, "n")), bytes(1, number(1, 1)));
        return bytes(field, text(1, name), bytes(2, bytes(1, number(1, 1), bytes(2, shape))));
    }

    /** ONNX Runtime calls itself for each node on the way down, which overflows a usual stack and ends the process. */
    @Test
    void opensTreesThatAreVeryDeepAndRefusesDeeperOnes() throws IOException {
        Path path = Files.write(folder.resolve("deep.onnx"), chain(9_999));

        try (Model model = new OnnxLoader().load(new ModelSource("m", "1", path))) {
            assertThat(model.score("predict", Table.dense(new double[] {-1}, 1, 1)))
                    .isInstanceOf(Tensor.class);
        }

        assertThat(refused(chain(10_001))).hasMessageContaining("a tree of 't' is deeper than 10000 nodes");
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
