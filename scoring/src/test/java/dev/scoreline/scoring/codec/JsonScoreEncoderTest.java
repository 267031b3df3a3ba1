package dev.scoreline.scoring.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scoreline.model.Column;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonScoreEncoderTest {

    private static String encoded(Payload answer) {
        return new String(JsonScoreEncoder.encode(answer), UTF_8);
    }

    private static Tensor doubles(double... values) {
        return new Tensor.Doubles(new int[] {values.length}, values);
    }

    private static Tensor texts(String... values) {
        return new Tensor.Texts(new int[] {values.length}, values);
    }

    @Test
    void writesNumbersAsPythonDoes() throws IOException {
        int compared = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(getClass().getResourceAsStream("python-repr.txt"), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, 16), 16));

                assertThat(encoded(doubles(value))).isEqualTo("[" + line.substring(17) + "]");
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(15_000);
    }

    @Test
    void writesWhatIsNoNumberAsPythonsWords() {
        assertThat(encoded(doubles(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0)))
                .isEqualTo("[NaN,Infinity,-Infinity,-0.0]");
    }

    @Test
    void writesIntegersAndBooleansPlain() {
        assertThat(encoded(new Tensor.Longs(new int[] {3}, new long[] {0, Long.MIN_VALUE, Long.MAX_VALUE})))
                .isEqualTo("[0,-9223372036854775808,9223372036854775807]");
        assertThat(encoded(new Tensor.Booleans(new int[] {2}, new boolean[] {true, false})))
                .isEqualTo("[true,false]");
    }

    @Test
    void escapesWhatJsonWantsEscapedAndWritesTheRestAsUtf8() {
        assertThat(encoded(texts("a\"b\\c\n\r\t\b\f\u0001\u001f\u007f", "é€😀")))
                .isEqualTo("[\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f\u007f\",\"é€😀\"]");
    }

    @Test
    void writesHalfASurrogatePairAsAnEscape() {
        assertThat(encoded(texts("\ud83d", "\ude00x"))).isEqualTo("[\"\\ud83d\",\"\\ude00x\"]");
    }

    @Test
    void nestsListsByTheShape() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(encoded(new Tensor.Doubles(new int[] {2, 2, 2}, values)))
                .isEqualTo("[[[1.0,2.0],[3.0,4.0]],[[5.0,6.0],[7.0,8.0]]]");
        assertThat(encoded(new Tensor.Doubles(new int[] {}, new double[] {1}))).isEqualTo("1.0");
        assertThat(encoded(new Tensor.Doubles(new int[] {0, 3}, new double[0]))).isEqualTo("[]");
        assertThat(encoded(new Tensor.Doubles(new int[] {2, 0}, new double[0]))).isEqualTo("[[],[]]");
    }

    @Test
    void writesATableAsRows() {
        Table dense = Table.dense(new double[] {1, 2, 3, 4, 99}, 2, 2);
        Table mixed = Table.of(
                2,
                List.of(
                        new Column.Numbers(new double[] {1, Double.NaN}),
                        new Column.Texts(new String[] {"a", null}),
                        new Column.Cells(new Object[] {true, 2.5})));

        assertThat(encoded(dense)).isEqualTo("[[1.0,2.0],[3.0,4.0]]");
        assertThat(encoded(mixed)).isEqualTo("[[1.0,\"a\",true],[NaN,null,2.5]]");
    }

    @Test
    void writesASequenceAsAList() {
        assertThat(encoded(new Sequence(List.of(doubles(1), texts("x"), new Sequence(List.of())))))
                .isEqualTo("[[1.0],[\"x\"],[]]");
    }

    @Test
    void putsTheAnswerUnderItsMethodsName() {
        assertThat(new String(JsonScoreEncoder.encode("predict", doubles(1)), UTF_8))
                .isEqualTo("{\"predict\":[1.0]}");
    }

    @Test
    void givesABufferOfExactlyTheAnswer() {
        ByteBuffer buffer = JsonScoreEncoder.encodeToBuffer(AnswerForm.BARE, "predict", doubles(new double[10_000]));

        assertThat(buffer.remaining()).isEqualTo(10_000 * 4 + 1);
        assertThat(UTF_8.decode(buffer).toString()).startsWith("[0.0,0.0").endsWith("0.0]");
    }

    @Test
    void growsForTextsThatAreLongerThanExpected() {
        String longText = "é".repeat(100_000);

        assertThat(encoded(texts(longText))).isEqualTo("[\"" + longText + "\"]");
    }

    private static String encoded(AnswerForm form, Payload answer) {
        return UTF_8.decode(JsonScoreEncoder.encodeToBuffer(form, "predict", answer))
                .toString();
    }

    @Test
    void wrapsTheAnswerAsItsFormHasIt() {
        assertThat(encoded(AnswerForm.BARE, doubles(1))).isEqualTo("[1.0]");
        assertThat(encoded(AnswerForm.BY_METHOD, doubles(1))).isEqualTo("{\"predict\":[1.0]}");
        assertThat(encoded(AnswerForm.PREDICTIONS, doubles(1))).isEqualTo("{\"predictions\":[1.0]}");
        assertThat(encoded(AnswerForm.OUTPUTS, doubles(1))).isEqualTo("{\"outputs\":[1.0]}");
    }

    private static String outputs(String tensor) {
        return "{\"outputs\":{\"predict\":{" + tensor + ",\"dataLocation\":\"DEFAULT\"}}}";
    }

    @Test
    void writesTensorsAsProtobufsJsonDoes() {
        assertThat(encoded(AnswerForm.TENSORS, doubles(1, Double.NaN, Double.NEGATIVE_INFINITY)))
                .isEqualTo(outputs("\"dims\":[\"3\"],\"dataType\":11,\"doubleData\":[1.0,\"NaN\",\"-Infinity\"]"));
        assertThat(encoded(AnswerForm.TENSORS, new Tensor.Longs(new int[] {1, 2}, new long[] {1, -2})))
                .isEqualTo(outputs("\"dims\":[\"1\",\"2\"],\"dataType\":7,\"int64Data\":[\"1\",\"-2\"]"));
        assertThat(encoded(AnswerForm.TENSORS, new Tensor.Booleans(new int[] {2}, new boolean[] {true, false})))
                .isEqualTo(outputs("\"dims\":[\"2\"],\"dataType\":9,\"int32Data\":[1,0]"));
        assertThat(encoded(AnswerForm.TENSORS, texts("stay", "é")))
                .isEqualTo(outputs("\"dims\":[\"2\"],\"dataType\":8,\"stringData\":[\"c3RheQ==\",\"w6k=\"]"));
        assertThat(encoded(AnswerForm.TENSORS, doubles())).isEqualTo(outputs("\"dims\":[\"0\"],\"dataType\":11"));
        assertThat(encoded(AnswerForm.TENSORS, Table.dense(new double[] {1, 2, 3}, 1, 2)))
                .isEqualTo(outputs("\"dims\":[\"1\",\"2\"],\"dataType\":11,\"doubleData\":[1.0,2.0]"));
    }

    @Test
    void writesRawTensorsAsLittleEndianBytesButTextsAsAList() {
        assertThat(encoded(AnswerForm.RAW_TENSORS, doubles(1)))
                .isEqualTo(outputs("\"dims\":[\"1\"],\"dataType\":11,\"rawData\":\"AAAAAAAA8D8=\""));
        assertThat(encoded(AnswerForm.RAW_TENSORS, new Tensor.Longs(new int[] {1}, new long[] {258})))
                .isEqualTo(outputs("\"dims\":[\"1\"],\"dataType\":7,\"rawData\":\"AgEAAAAAAAA=\""));
        assertThat(encoded(AnswerForm.RAW_TENSORS, new Tensor.Booleans(new int[] {2}, new boolean[] {true, false})))
                .isEqualTo(outputs("\"dims\":[\"2\"],\"dataType\":9,\"rawData\":\"AQA=\""));
        assertThat(encoded(AnswerForm.RAW_TENSORS, texts("stay")))
                .isEqualTo(outputs("\"dims\":[\"1\"],\"dataType\":8,\"stringData\":[\"c3RheQ==\"]"));
    }

    @Test
    void numbersTheTensorsOfAnAnswerThatIsSeveral() {
        assertThat(encoded(AnswerForm.TENSORS, new Sequence(List.of(doubles(1), doubles(2)))))
                .startsWith("{\"outputs\":{\"predict_0\":{")
                .contains(",\"predict_1\":{");
        assertThat(encoded(
                        AnswerForm.TENSORS,
                        Table.of(1, List.of(new Column.Texts(new String[] {"a"}), new Column.Numbers(new double[] {1
                        })))))
                .contains("\"predict_0\":{\"dims\":[\"1\"],\"dataType\":8,\"stringData\":[\"YQ==\"]")
                .contains("\"predict_1\":{\"dims\":[\"1\"],\"dataType\":11,\"doubleData\":[1.0]");
    }
}
