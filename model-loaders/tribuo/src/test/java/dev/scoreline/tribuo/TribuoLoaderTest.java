package dev.scoreline.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelLoader;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.ModelSource;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.testkit.AnswerValues;
import dev.scoreline.testkit.GoldenModel;
import dev.scoreline.testkit.ModelLoaderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

class TribuoLoaderTest implements ModelLoaderContract {

    private static final String[] NAMES = {"petalLength", "petalWidth", "sepalLength", "sepalWidth"};
    private static final String[] LABELS = {"virginica", "setosa", "versicolor"};

    @Override
    public ModelLoader loader() {
        return new TribuoLoader();
    }

    @Override
    public GoldenModel golden() {
        double[] expected = new double[6];
        for (int row = 0; row < 2; row++) {
            Prediction<Label> prediction = tribuoItself(row);
            for (int label = 0; label < 3; label++) {
                expected[3 * row + label] = Objects.requireNonNull(
                                prediction.getOutputScores().get(LABELS[label]))
                        .getScore();
            }
        }
        return new GoldenModel(
                GoldenFiles.file("label_logistic"),
                "predict_proba",
                GoldenFiles.ROWS,
                new Tensor.Doubles(new int[] {2, 3}, expected),
                0);
    }

    /** What Tribuo's own reader and model make of a row. */
    private static Prediction<Label> tribuoItself(int row) {
        try {
            org.tribuo.Model<Label> model = org.tribuo.Model.deserializeFromFile(GoldenFiles.file("label_logistic"))
                    .castModel(Label.class);
            ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
            for (int i = 0; i < NAMES.length; i++) {
                example.add(NAMES[i], GoldenFiles.ROWS.values()[4 * row + i]);
            }
            return model.predict(example);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void recognizesAModelOfAnotherNameByItsFirstBytes(@TempDir Path folder) throws IOException {
        Path file = Files.copy(GoldenFiles.file("label_tree"), folder.resolve("model.pb"));

        assertThat(loader().recognizes(new ModelSource("m", "1", file))).isTrue();
    }

    @Test
    void takesTheFeaturesInAlphabeticalOrderAndRequiresNone() {
        try (Model model = GoldenFiles.open("label_logistic")) {
            assertThat(model.signature().named()).isTrue();
            assertThat(model.signature().extraColumns()).isEqualTo(ModelSignature.ExtraColumns.REFUSED);
            assertThat(model.signature().features()).extracting(Feature::name).containsExactly(NAMES);
            assertThat(model.signature().features()).noneMatch(Feature::required);
        }
    }

    @Test
    void tellsTheLabelsInTheOrderOfTheProbabilities() {
        try (Model model = GoldenFiles.open("label_logistic")) {
            assertThat(model.description().libraryVersion()).contains("4.3.2");
            assertThat(model.description().outline().label()).isEqualTo("LinearSGDModel");
            assertThat(model.description().outline().parts())
                    .contains(new Outline(
                            "labels", Stream.of(LABELS).map(Outline::leaf).toList()));
        }
    }

    @Test
    void tellsTheMembersOfAnEnsembleOnceForAllAlike() {
        try (Model model = GoldenFiles.open("label_forest")) {
            assertThat(model.description().outline().parts()).contains(Outline.leaf("5 × TreeModel"));
        }
    }

    /** The fixture's data source is called {@code /home/ada/secrets/iris.csv on host vault.example.com}. */
    @ParameterizedTest
    @MethodSource("dev.scoreline.tribuo.GoldenFiles#names")
    void tellsTheTrainerButNoTextOfTheProvenance(String name) {
        try (Model model = GoldenFiles.open(name)) {
            assertThat(model.description().outline().toString())
                    .containsPattern("trained on 20[0-9-]+ by [A-Za-z]+Trainer")
                    .doesNotContain("ada", "secrets", "vault", "/", "iris");
        }
    }

    @Test
    void tellsTheTrainersNumbers() {
        try (Model model = GoldenFiles.open("label_tree")) {
            assertThat(model.description().outline().toString())
                    .contains("by CARTClassificationTrainer (", "maxDepth=4", "seed=");
        }
    }

    @Test
    void aMissingValueIsAnAbsentFeature() {
        double[] rows = {6.0, Double.NaN, 6.3, 3.3, 6.0, 0, 6.3, 3.3};
        try (Model model = GoldenFiles.open("event_svm")) {
            double[] scores = doubles(model.score("decision_function", Table.dense(rows, 2, 4)));

            // To a kernel of sums an absent feature is a zero.
            assertThat(scores[0]).isEqualTo(scores[1]);
        }
        try (Model model = GoldenFiles.open("labels_linear")) {
            assertThat(AnswerValues.of(model.score("predict_proba", Table.dense(rows, 2, 4))))
                    .doesNotContainNull();
        }
    }

    private static double[] doubles(Object answer) {
        return ((Tensor.Doubles) answer).values();
    }

    @Test
    void refusesARowWithoutFeatures() {
        double[] none = {1, 2, 3, 4, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        try (Model model = GoldenFiles.open("label_logistic")) {
            assertThatThrownBy(() -> model.score("predict", Table.dense(none, 2, 4)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage("row 1 gives no feature of the model; give at least one, a zero if need be");
        }
    }

    @Test
    void tellsWhyTribuoRefusesARow() {
        try (Model model = GoldenFiles.open("label_bayes")) {
            assertThatThrownBy(() -> model.score("predict", Table.dense(new double[] {-1, 2, 3, 4}, 1, 4)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage("row 0 is refused by the model: Example has negative feature values");
        }
    }

    @Test
    void refusesAnInfiniteNumberThatLeavesNoAnswer() {
        double[] row = {1, Double.POSITIVE_INFINITY, 3, Double.NEGATIVE_INFINITY};
        try (Model model = GoldenFiles.open("label_logistic")) {
            assertThatThrownBy(() -> model.score("predict", Table.dense(row, 1, 4)))
                    .isInstanceOfSatisfying(
                            InferenceException.class,
                            refusal -> assertThat(refusal.cell()).contains(new InferenceException.Cell(0, 1)));
        }
    }

    @Test
    void answersATableWithoutRowsWithoutRows() {
        for (String name : GoldenFiles.names()) {
            try (Model model = GoldenFiles.open(name)) {
                for (ModelSignature.Method method : model.signature().methods()) {
                    Object answer = model.score(method.name(), Table.dense(new double[0], 0, 4));

                    if (answer instanceof Tensor tensor) {
                        assertThat(tensor.shape()[0]).as(name).isZero();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.scoreline.tribuo.GoldenFiles#names")
    void answersEightThreadsAlike(String name) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Model model = GoldenFiles.open(name)) {
            List<ModelSignature.Method> methods = model.signature().methods();
            String method = methods.get(methods.size() - 1).name();
            List<Object> expected = AnswerValues.of(model.score(method, GoldenFiles.ROWS));
            Callable<Boolean> scoring = () -> {
                boolean alike = true;
                for (int round = 0; round < 50; round++) {
                    alike &= AnswerValues.of(model.score(method, GoldenFiles.ROWS))
                            .equals(expected);
                }
                return alike;
            };

            for (Future<Boolean> alike : threads.invokeAll(Collections.nCopies(THREADS, scoring))) {
                assertThat(alike.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
