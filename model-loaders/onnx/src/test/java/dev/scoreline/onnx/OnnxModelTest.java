package dev.scoreline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.Cancellation;
import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Named;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import dev.scoreline.testkit.AnswerValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxModelTest {

    private static Model open(GoldenCase golden) {
        return new OnnxLoader().load(new ModelSource(golden.name(), "1", golden.file()));
    }

    private static Model open(String name) {
        return open(GoldenCase.read(name));
    }

    static List<String> names() {
        return GoldenCase.names();
    }

    static List<String> tabular() {
        return List.of("logistic", "logistic_zipmap", "forest", "lightgbm", "xgboost", "changing");
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersAsThePythonLibraryDid(String name) {
        GoldenCase golden = GoldenCase.read(name);
        try (Model model = open(golden)) {
            assertThat(AnswerValues.of(model.score("predict", golden.inputs())))
                    .isEqualTo(AnswerValues.of(golden.expected()));
        }
    }

    private static Table table(GoldenCase golden) {
        Tensor.Packed rows =
                (Tensor.Packed) golden.inputs().byName().values().iterator().next();
        double[] values = new double[Tensor.size(rows.shape())];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.number(i);
        }
        return Table.dense(values, rows.shape()[0], rows.shape()[1]);
    }

    @ParameterizedTest
    @MethodSource("tabular")
    void answersRowsOfATableAsThePythonLibraryDidTheFirstTimeAndAgain(String name) {
        GoldenCase golden = GoldenCase.read(name);
        List<?> expected = AnswerValues.of(golden.expected());
        try (Model model = open(golden)) {
            for (int time = 0; time < 4; time++) {
                assertThat(AnswerValues.of(model.score("predict", table(golden))))
                        .as("time %d", time)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void answersEachNumberOfRowsAsOnnxRuntimesOwnCall() throws Exception {
        GoldenCase golden = GoldenCase.read("logistic");
        Table all = table(golden);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (Model model = open(golden);
                OrtSession own = environment.createSession(golden.file().toString())) {
            for (int round = 0; round < 3; round++) {
                for (int rows = 1; rows <= all.rows(); rows++) {
                    Named answer = (Named) model.score("predict", Table.dense(all.values(), rows, all.width()));
                    float[][] input = new float[rows][all.width()];
                    for (int i = 0; i < rows * all.width(); i++) {
                        input[i / all.width()][i % all.width()] = (float) all.values()[i];
                    }
                    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input);
                            OrtSession.Result result = own.run(Map.of("X", tensor))) {
                        float[][] expected = (float[][])
                                result.get("probabilities").orElseThrow().getValue();
                        Tensor.Packed scored = (Tensor.Packed)
                                Objects.requireNonNull(answer.byName().get("probabilities"));
                        for (int i = 0; i < Tensor.size(scored.shape()); i++) {
                            assertThat((float) scored.number(i))
                                    .isEqualTo(expected[i / scored.shape()[1]][i % scored.shape()[1]]);
                        }
                    }
                }
            }
        }
    }

    @Test
    void takesADataFrameWhereEveryInputIsAColumn() {
        GoldenCase golden = GoldenCase.read("frame");
        List<Column> columns = new ArrayList<>();
        for (Tensor tensor : golden.inputs().byName().values()) {
            if (tensor instanceof Tensor.Texts texts) {
                columns.add(new Column.Texts(texts.values()));
            } else {
                double[] values = new double[tensor.shape()[0]];
                for (int i = 0; i < values.length; i++) {
                    values[i] = ((Tensor.Packed) tensor).number(i);
                }
                columns.add(new Column.Numbers(values));
            }
        }
        try (Model model = open(golden)) {
            assertThat(model.signature().features())
                    .containsExactly(
                            new Feature("age", DataType.FLOAT32),
                            new Feature("city", DataType.STRING),
                            new Feature("income", DataType.FLOAT32));
            assertThat(AnswerValues.of(model.score("predict", Table.of(5, columns))))
                    .isEqualTo(AnswerValues.of(golden.expected()));

            columns.set(1, new Column.Texts(new String[] {"Bern", null, "Bern", "Bern", "Bern"}));
            InferenceException refusal = refusal(() -> model.score("predict", Table.of(5, columns)));
            assertThat(refusal.cell()).contains(new InferenceException.Cell(1, 1));
        }
    }

    @Test
    void takesUnsignedIntegersOfATableInTheirRangesOnly() {
        double[] highest = {0xFFFF, 0xFFFF_FFFFL, 0x1p53 - 1};
        try (Model model = open("unsigned_columns")) {
            Tensor.Doubles sum = (Tensor.Doubles) model.score("predict", Table.dense(highest, 1, 3));

            assertThat(sum.values()).containsExactly(highest[0] + highest[1] + highest[2]);
            for (int column = 0; column < 3; column++) {
                for (double wrong : new double[] {-1, 0.5, highest[column] + 1, Double.NaN}) {
                    double[] row = highest.clone();
                    row[column] = wrong;
                    InferenceException refusal = refusal(() -> model.score("predict", Table.dense(row, 1, 3)));
                    assertThat(refusal.cell()).contains(new InferenceException.Cell(0, column));
                }
            }
        }
    }

    @Test
    void answersNoRowsWithNoRows() {
        try (Model model = open("forest")) {
            model.score("predict", Table.dense(new double[4], 1, 4));

            Tensor answer = (Tensor) model.score("predict", Table.dense(new double[0], 0, 4));

            assertThat(answer.shape()).containsExactly(0, 1);
        }
    }

    @Test
    void tellsTheInputTheExpectedShapeAndWhatCame() {
        try (Model model = open("several")) {
            Tensors wrong = new Tensors(Map.of(
                    "left",
                    Tensor.Packed.zeros(DataType.FLOAT32, 2),
                    "right",
                    Tensor.Packed.zeros(DataType.FLOAT32, 3, 2)));

            assertThatThrownBy(() -> model.score("predict", wrong))
                    .hasMessage("input 'left': expected FLOAT32 [-1, -1] but got FLOAT32 [2]");
            assertThatThrownBy(() -> model.score("predict", new Tensors(Map.of())))
                    .hasMessageContaining("the input 'left' is missing");
            assertThat(refusal(() -> model.score("predict", Table.dense(new double[2], 1, 2)))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_INPUT);
        }
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        try (Model model = open("several")) {
            Tensors wrong = new Tensors(Map.of(
                    "left", Tensor.Packed.zeros(DataType.FLOAT32, 2, 3),
                    "right", Tensor.Packed.zeros(DataType.FLOAT32, 4, 2)));

            assertThat(refusal(() -> model.score("predict", wrong)).getMessage())
                    .doesNotContain("/onnxruntime");
        }
    }

    @Test
    void endsARunThatNobodyWaitsForAnyMore() throws Exception {
        try (Model model = open("loop")) {
            Tensors forHours = new Tensors(Map.of(
                    "times",
                    new Tensor.Longs(new int[0], new long[] {Long.MAX_VALUE}),
                    "x",
                    Tensor.Packed.zeros(DataType.FLOAT32, 4)));
            CompletableFuture<Runnable> ending = new CompletableFuture<>();
            Cancellation cancellation = action -> {
                ending.complete(action);
                return () -> {};
            };

            CompletableFuture<InferenceException> refusal =
                    CompletableFuture.supplyAsync(() -> refusal(() -> model.score("predict", forHours, cancellation)));
            ending.get(30, TimeUnit.SECONDS).run();

            assertThat(refusal.get(60, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void saysWhoMadeTheFileAndWhatItNeeds() {
        try (Model model = open("identity_float32")) {
            assertThat(model.description().libraryVersion()).contains("scoreline 1");
            assertThat(model.description().outline())
                    .isEqualTo(new Outline(
                            "identity",
                            List.of(
                                    Outline.leaf("IR version 10"),
                                    Outline.leaf("opset ai.onnx 21"),
                                    Outline.leaf("opset ai.onnx.ml 3"))));
        }
    }

    @Test
    void takesOptionsAndRefusesOthers() {
        OnnxLoader loader = new OnnxLoader();
        ModelSource source =
                new ModelSource("forest", "1", GoldenCase.read("forest").file());

        assertThatThrownBy(() -> loader.configured(Map.of("ONNX_INTRA_OP_THREADS", "0")))
                .hasMessage("ONNX_INTRA_OP_THREADS must be a number from 1 to 1024 but is '0'");
        assertThatThrownBy(() -> loader.configured(Map.of("ONNX_GRAPH_OPTIMIZATION", "most")))
                .hasMessageContaining("one of [none, basic, extended, all] but is 'most'");
        assertThatThrownBy(() -> loader.configured(Map.of("ONNX_EXECUTION_PROVIDER", "cuda"))
                        .load(source))
                .hasMessageContaining("build it with the Maven profile gpu, or set cpu");
        loader.configured(Map.of("ONNX_INTRA_OP_THREADS", "2", "ONNX_GRAPH_OPTIMIZATION", "none", "OTHER", "x"))
                .load(source)
                .close();
    }

    private static InferenceException refusal(Runnable action) {
        return Objects.requireNonNull(catchThrowableOfType(InferenceException.class, action::run));
    }
}
