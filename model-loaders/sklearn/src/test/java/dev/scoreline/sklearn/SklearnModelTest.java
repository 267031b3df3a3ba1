package dev.scoreline.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.estimator.Columns;
import dev.scoreline.sklearn.estimator.Estimator;
import dev.scoreline.sklearn.estimator.Method;
import dev.scoreline.sklearn.estimator.SklearnVersion;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SklearnModelTest {

    private static final Table ROW = Table.dense(new double[] {1, 2}, 1, 2);

    /** Answers with its input, or fails as only a mistake of ours would. */
    private record Echo(Columns columns, boolean fails) implements Estimator {
        @Override
        public Map<Method, ModelSignature.Method> methods() {
            return Map.of(
                    Method.TRANSFORM, new ModelSignature.Method("transform", DataType.FLOAT64, List.of(-1, 2)),
                    Method.PREDICT, new ModelSignature.Method("predict", DataType.FLOAT64, List.of(-1, 2)));
        }

        @Override
        public Payload evaluate(Method method, Table input) {
            if (fails) {
                throw new IndexOutOfBoundsException("Index 7 out of bounds");
            }
            return input;
        }

        @Override
        public Outline outline() {
            return Outline.leaf("Echo");
        }
    }

    @Test
    void answersPredictByDefault() {
        assertThat(model(Columns.unknown()).signature().defaultMethod().name()).isEqualTo("predict");
    }

    @Test
    void keepsAnyColumnsWhereNoneAreKnown() {
        ModelSignature signature = model(Columns.unknown()).signature();

        assertThat(signature.features()).isEmpty();
        assertThat(signature.extraColumns()).isEqualTo(ExtraColumns.KEPT);
    }

    @Test
    void ignoresExtraColumnsOnlyWhereSomeMayBeMissing() {
        Columns columns = new Columns(
                OptionalInt.of(2),
                List.of("age", "note"),
                List.of(DataType.FLOAT64, DataType.OBJECT),
                List.of(true, false));

        ModelSignature signature = model(columns).signature();

        assertThat(signature.extraColumns()).isEqualTo(ExtraColumns.IGNORED);
        assertThat(signature.features())
                .containsExactly(
                        new Feature("age", DataType.FLOAT64, true), new Feature("note", DataType.OBJECT, false));
        assertThat(model(Columns.numbers(2, List.of("age", "income")))
                        .signature()
                        .extraColumns())
                .isEqualTo(ExtraColumns.REFUSED);
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        assertThatThrownBy(() -> model(Columns.numbers(2, List.of("age", "age"))))
                .hasMessageContaining("two columns named 'age'");
    }

    @Test
    void saysWhichWidthItExpects() {
        try (Model model = model(Columns.numbers(3, List.of()))) {
            InferenceException refusal = failure(model, "predict");

            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refusal).hasMessage("expected rows of 3 columns but got 2");
        }
    }

    @Test
    void saysWhichMethodsItHas() {
        try (Model model = model(Columns.numbers(2, List.of()))) {
            assertThat(failure(model, "predict_log_proba"))
                    .hasMessage("expected one of the model's methods [predict, transform] but got 'predict_log_proba'");
        }
    }

    @Test
    void hidesAMistakeOfOursBehindAShortSentence() {
        Model model = new SklearnModel(new Echo(Columns.numbers(2, List.of()), true), SklearnVersion.UNKNOWN);

        InferenceException failure = failure(model, "predict");

        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED);
        assertThat(failure).hasMessage("the model failed in predict on 1 rows");
        assertThat(failure).hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void saysNoVersionWhereTheFileHasNone() {
        assertThat(model(Columns.unknown()).description().libraryVersion()).isEmpty();
    }

    private static Model model(Columns columns) {
        return new SklearnModel(new Echo(columns, false), SklearnVersion.UNKNOWN);
    }

    private static InferenceException failure(Model model, String method) {
        return catchThrowableOfType(InferenceException.class, () -> model.score(method, ROW));
    }
}
