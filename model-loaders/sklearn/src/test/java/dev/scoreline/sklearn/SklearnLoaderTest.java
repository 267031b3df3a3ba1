package dev.scoreline.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.DataType;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.testkit.GoldenModel;
import dev.scoreline.testkit.ModelLoaderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SklearnLoaderTest implements ModelLoaderContract {

    private static final String VERSION = "1.9.0";

    @Override
    public ModelLoader loader() {
        return new SklearnLoader();
    }

    @Override
    public GoldenModel golden() {
        GoldenCase golden = GoldenCase.read(VERSION, "pipeline_logistic");
        GoldenCase.Expected expected = golden.answers().stream()
                .filter(answer -> answer.method().equals("predict_proba"))
                .findFirst()
                .orElseThrow();
        try (Model model = open(golden)) {
            Table rows = golden.rows().table(model.signature());
            return new GoldenModel(
                    golden.model(),
                    expected.method(),
                    rows,
                    matrix(expected.values().orElseThrow()),
                    expected.tolerance());
        }
    }

    private static Tensor matrix(List<?> rows) {
        int width = ((List<?>) rows.get(0)).size();
        double[] values = rows.stream()
                .flatMap(row -> ((List<?>) row).stream())
                .mapToDouble(value -> (Double) value)
                .toArray();
        return new Tensor.Doubles(new int[] {rows.size(), width}, values);
    }

    private static Model open(GoldenCase golden) {
        return new SklearnLoader().load(new ModelSource(golden.name(), "1", golden.model()));
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(ModelLoader.class).stream().map(ServiceLoader.Provider::type))
                .contains(SklearnLoader.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.pkl", "M.PKL", "m.pickle", "m.joblib", "m.sav", "m.pkl.gz", "m.joblib.lz4", "m.pkl.z"})
    void recognizesFilesByTheirEnding(String name, @TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[] {1});

        assertThat(loader().recognizes(new ModelSource("m", "1", file))).isTrue();
    }

    @Test
    void recognizesAPickleByItsFirstBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sklearn_model");
        Files.copy(golden().file(), file);

        assertThat(loader().recognizes(new ModelSource("m", "1", file))).isTrue();
    }

    @Test
    void namesTheVersionAndThePartsInTheDescription() {
        try (Model model = open(GoldenCase.read(VERSION, "pipeline_logistic"))) {
            assertThat(model.description().libraryVersion()).contains(VERSION);
            assertThat(model.description().outline().label()).isEqualTo("Pipeline");
            assertThat(model.description().outline().parts()).hasSize(2);
        }
    }

    @Test
    void takesTheColumnsNamesFromTheModel() {
        try (Model model = open(GoldenCase.read(VERSION, "linear_regression_named"))) {
            assertThat(model.signature().named()).isTrue();
            assertThat(model.signature().features())
                    .contains(new Feature("bmi", DataType.FLOAT64), new Feature("s6", DataType.FLOAT64));
        }
    }

    @Test
    void answersATableWithoutRowsWithoutRows() {
        try (Model model = open(GoldenCase.read(VERSION, "pipeline_logistic"))) {
            Table empty = Table.dense(new double[0], 0, 4);

            Tensor answer = (Tensor) model.score("predict_proba", empty);

            assertThat(answer.shape()).containsExactly(0, 3);
        }
    }

    @Test
    void readsNamedColumnsInAnyOrder() {
        GoldenRows reversed = GoldenRows.read("diabetes_other_order");
        GoldenCase golden = GoldenCase.read(VERSION, "linear_regression_named");
        try (Model model = open(golden)) {
            var answer = model.score("predict", reversed.table(model.signature()));

            assertThat(AnswerTree.of(answer))
                    .isEqualTo(
                            AnswerTree.of(model.score("predict", golden.rows().table(model.signature()))));
        }
    }

    @Test
    void saysThatAModelIsClosed() {
        Model model = open(GoldenCase.read(VERSION, "pipeline_logistic"));
        model.close();

        assertThatThrownBy(() -> model.score("predict", golden().rows())).hasMessage("the model has been closed");
    }
}
