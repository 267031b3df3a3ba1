package dev.scoreline.scoring.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.ModelSignature.Output;
import dev.scoreline.model.Named;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of ONNX Runtime Server, as Google's library writes them, beside the same messages in JSON. */
class ProtobufScoreTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "protobuf");
    private static final Input X = new Input("x", DataType.FLOAT32, List.of(-1));

    private static final ModelSignature ONE = signature(X);
    private static final ModelSignature SEVERAL = signature(
            new Input("left", DataType.FLOAT32, List.of(-1, -1)),
            new Input("right", DataType.FLOAT32, List.of(-1, -1)));
    private static final ModelSignature ROWS = new ModelSignature(
            ModelSignature.positions(2, DataType.FLOAT64),
            false,
            ExtraColumns.REFUSED,
            List.of(
                    new Method("predict", DataType.INT64, List.of(-1)),
                    new Method("transform", DataType.FLOAT64, List.of(-1, 2))));
    private static final ModelSignature OPEN = new ModelSignature(
            List.of(), false, ExtraColumns.KEPT, List.of(new Method("predict", DataType.INT64, List.of(-1))));

    private static ModelSignature signature(Input... inputs) {
        Method predict = Method.of(
                "predict",
                Stream.of("product", "shape", "total")
                        .map(name -> new Output(name, DataType.FLOAT32, List.of(-1)))
                        .toList());
        return new ModelSignature(Optional.empty(), List.of(inputs), List.of(predict));
    }

    private static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.pb"))
                    .map(name -> name.replace(".request.pb", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelSignature signatureOf(String name) {
        return name.equals("several") ? SEVERAL : ONE;
    }

    private static ScoreRequest decode(ModelSignature signature, byte[] body) {
        return decode(signature, body, JsonLimits.DEFAULT);
    }

    private static ScoreRequest decode(ModelSignature signature, byte[] body, JsonLimits limits) {
        byte[] padded = new byte[body.length + 5];
        System.arraycopy(body, 0, padded, 2, body.length);
        return new ProtobufScoreDecoder(signature, limits).decode(padded, 2, body.length);
    }

    private static Map<String, Tensor> tensors(ScoreRequest request) {
        return ((Tensors) request.input()).byName();
    }

    private static void areSame(Tensor one, Tensor other) {
        assertThat(one.type()).isEqualTo(other.type());
        assertThat(one.shape()).isEqualTo(other.shape());
        if (one instanceof Tensor.Texts texts) {
            assertThat(texts.values()).isEqualTo(((Tensor.Texts) other).values());
        } else {
            assertThat(OnnxOutputs.raw(one)).isEqualTo(OnnxOutputs.raw(other));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsTheSameBitsAsFromJson(String name) {
        byte[] json = read(name + ".request.json");
        ModelSignature signature = signatureOf(name);

        ScoreRequest binary = decode(signature, read(name + ".request.pb"));

        ScoreRequest text = new JsonScoreDecoder(signature, JsonLimits.DEFAULT).decode(json, 0, json.length);
        assertThat(tensors(binary).keySet())
                .containsExactlyInAnyOrderElementsOf(tensors(text).keySet());
        tensors(binary)
                .forEach((key, tensor) ->
                        areSame(tensor, Objects.requireNonNull(tensors(text).get(key))));
        assertThat(binary.answer()).isEqualTo(text.answer());
        assertThat(binary.outputs()).isEqualTo(text.outputs());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void writesTheSameBytesAsGooglesLibrary(String name) {
        ScoreRequest request = decode(signatureOf(name), read(name + ".request.pb"));
        Named answer = new Named(new TreeMap<>(tensors(request)));

        ByteBuffer written =
                ProtobufScoreEncoder.encodeToBuffer("predict", answer, request.answer() == AnswerForm.RAW_TENSORS);

        assertThat(written).isEqualTo(ByteBuffer.wrap(read(name + ".response.pb")));
    }

    @Test
    void readsRowsFromOneTensorOfAnyName() {
        ScoreRequest request = decode(ROWS, read("typed_double.request.pb"));

        Table table = request.table();
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.values()).containsExactly(0.1, -0.0, Double.MAX_VALUE, Double.MIN_VALUE);
        assertThat(request.answer()).isEqualTo(AnswerForm.TENSORS);
    }

    @Test
    void letsTheFilterNameTheMethodOfAModelWithoutNamesOfOutputs() {
        byte[] body = joined(read("typed_double.request.pb"), text(3, "transform"));

        assertThat(decode(ROWS, body).method()).contains("transform");
        assertThatThrownBy(() -> decode(ROWS, joined(body, text(3, "predict"))))
                .hasMessageContaining("/outputFilter: expected one of");
        assertThatThrownBy(() -> decode(ROWS, joined(body, text(3, "a"), text(3, "b"))))
                .hasMessageContaining("/outputFilter: expected at most 2 names but got more");
    }

    // Bytes made by hand

    private static byte[] varint(long value) {
        ProtobufBytes list = new ProtobufBytes();
        list.packed(1, new long[] {value});
        ByteBuffer out = list.toByteBuffer();
        byte[] bytes = new byte[out.remaining() - 2];
        out.get(2, bytes);
        return bytes;
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
        ByteBuffer out = ByteBuffer.allocate(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }

    /** An input called x. */
    private static byte[] x(byte[]... tensor) {
        return bytes(2, text(1, "x"), bytes(2, tensor));
    }

    private static void refuses(byte[] body, String message) {
        assertThatThrownBy(() -> decode(ONE, body))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining(message);
    }

    @Test
    void readsListsThatAreNotPackedAndFieldsInAnyOrder() {
        byte[] value = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .array();
        byte[] single = joined(varint((4 << 3) | 5), value);
        byte[] body = joined(
                number(77, 1), x(single, bytes(4, value, value), number(2, 1), text(8, "y"), bytes(1, varint(3))));

        Tensor.Packed tensor = (Tensor.Packed) tensors(decode(ONE, body)).get("x");

        assertThat(tensor.shape()).containsExactly(3);
        assertThat(tensor.number(2)).isEqualTo(1.5);
    }

    @Test
    void namesWhatIsWrongWithAMessage() {
        refuses(new byte[0], "/inputs: the input 'x' is missing");
        refuses(new byte[] {0x12}, "or it is damaged: a number does not end");
        refuses(new byte[] {0x12, 5, 1}, "a field is said to have 5 bytes, but 1 are left");
        refuses(joined(varint((2 << 3) | 2), varint(-1)), "a field is said to have 18446744073709551615 bytes");
        refuses(new byte[] {0x13, 0x14}, "a field is of the wire type 3");
        refuses(new byte[] {0x02, 0x00}, "a field has the number 0");
        refuses(number(2, 7), "a field is of the wire type 0 where 2 belongs");
        refuses("{\"data\": [[1]]}".getBytes(StandardCharsets.UTF_8), "the body is no PredictRequest in protobuf");
        refuses(bytes(2, text(1, "x")), "/inputs/x: the tensor is missing");
        refuses(bytes(2, text(1, "y"), bytes(2, number(2, 1), number(1, 0))), "/inputs/y: the model has no input");
    }

    @Test
    void namesWhatIsWrongWithATensor() {
        byte[] isFloat = number(2, 1);
        refuses(x(number(1, 1)), "/inputs/x: the key \"dataType\" is missing");
        refuses(x(number(2, 14)), "/inputs/x/dataType: expected the number of a type that is read");
        refuses(x(isFloat, number(1, -1)), "/inputs/x/dims/0: expected a length from 0");
        refuses(x(isFloat, bytes(1, new byte[9])), "/inputs/x/dims: expected at most 8 dimensions");
        refuses(x(isFloat, number(1, 1 << 30), number(1, 1 << 30), number(1, 0)), "of more values than a tensor can");
        refuses(x(isFloat, number(1, 3), bytes(9, new byte[8])), "/inputs/x/dims: the shape [3] does not hold the 2");
        refuses(x(isFloat, number(1, 1), bytes(9, new byte[5])), "/inputs/x/rawData: 5 bytes are no whole number");
        refuses(x(isFloat, bytes(4, new byte[5])), "a list of numbers of 4 bytes has 5 bytes");
        refuses(
                x(isFloat, bytes(10, new byte[8])),
                "are given as \"floatData\" or as \"rawData\" but came as \"double");
        refuses(x(isFloat, bytes(4, new byte[4]), bytes(9, new byte[4])), "the values are given twice");
        refuses(x(isFloat, number(14, 1)), "/inputs/x: the values are said to lie in a file");
        refuses(x(number(2, 8), bytes(6, new byte[] {(byte) 0xC3})), "/inputs/x/stringData/0: the bytes are no UTF-8");
        refuses(x(number(2, 8), bytes(9, new byte[4])), "/inputs/x/rawData: texts cannot be raw");
        refuses(x(number(2, 2), number(1, 1), number(5, 256)), "value 0 is 256, which dataType 2 does not hold");
        refuses(x(number(2, 12), number(1, 1), number(11, -1)), "value 0 is 18446744073709551615, which dataType 12");
        refuses(x(number(2, 9), number(1, 1), bytes(9, new byte[] {2})), "value 0 is 2, which dataType 9");
        refuses(joined(x(isFloat, number(1, 0)), x(isFloat, number(1, 0))), "/inputs/x: the input is given twice");
        refuses(x(bytes(2, new byte[1])), "a field is of the wire type 2 where 0 belongs");
    }

    @Test
    void boundsTheValuesOfARequest() {
        byte[] body = x(number(2, 2), number(1, 3), bytes(9, new byte[3]));

        assertThat(decode(ONE, body, JsonLimits.DEFAULT.withMaxValues(3)).rows())
                .isEqualTo(3);
        assertThatThrownBy(() -> decode(ONE, body, JsonLimits.DEFAULT.withMaxValues(2)))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_TOO_LARGE));
    }

    /** A shape without values can still be of very many columns. */
    @Test
    void boundsTheColumnsOfATensorWithoutRows() {
        byte[] body = x(number(2, 2), number(1, 0), number(1, Integer.MAX_VALUE));

        assertThatThrownBy(() -> decode(OPEN, body))
                .hasMessageContaining("the request holds more than 20000000 values");
    }

    // Damage

    @ParameterizedTest
    @MethodSource("cases")
    void readsOrRefusesEachBeginningOfAMessage(String name) {
        byte[] whole = read(name + ".request.pb");
        for (int length = 0; length < whole.length; length++) {
            readsOrRefuses(signatureOf(name), Arrays.copyOf(whole, length));
        }
    }

    @Test
    void readsOrRefusesDamagedMessages() throws IOException {
        Random random = new Random(20261126);
        List<String> names = cases().toList();
        for (int round = 0; round < 60_000; round++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] damaged = read(name + ".request.pb");
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            for (ModelSignature signature : List.of(signatureOf(name), ROWS, OPEN)) {
                readsOrRefuses(signature, damaged);
            }
        }
    }

    private static void readsOrRefuses(ModelSignature signature, byte[] body) {
        try {
            decode(signature, body);
        } catch (InferenceException e) {
            assertThat(e.code()).isIn(ErrorCode.INVALID_INPUT, ErrorCode.INPUT_TOO_LARGE);
        }
    }
}
