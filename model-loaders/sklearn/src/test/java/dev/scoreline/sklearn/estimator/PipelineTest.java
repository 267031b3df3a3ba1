package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Global;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Sequence;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Pipelines, unions and searches: estimators of estimators. */
class PipelineTest {

    private static final Table ROW = Table.dense(new double[] {1, 2}, 1, 2);
    private static final Text PASSTHROUGH = new Text("passthrough");

    @Test
    void knowsTheColumnsOfTheFirstStepThatKnowsThem() {
        Estimator pipeline = create(pipeline("same", identity(), "none", None.NONE, "model", ridge()));

        assertThat(pipeline.columns().width()).hasValue(2);
        assertThat(pipeline.evaluate(Method.PREDICT, ROW))
                .asInstanceOf(InstanceOfAssertFactories.type(Tensor.Doubles.class))
                .satisfies(answer -> assertThat(answer.values()).containsExactly(12.5));
    }

    @Test
    void knowsNoColumnsWhereTheFirstStepChangesTheirNumber() {
        Fitted union = Fitted.of("FeatureUnion", "1.4.2")
                .with("transformer_list", Fitted.pairs("a", PASSTHROUGH, "b", PASSTHROUGH));
        Estimator pipeline = create(pipeline("twice", union, "model", ridge()));

        assertThat(pipeline.columns().width()).isEmpty();
        assertThat(((Tensor) pipeline.evaluate(Method.PREDICT, Table.dense(new double[] {1}, 1, 1))).shape())
                .containsExactly(1);
        assertThatThrownBy(() -> pipeline.evaluate(Method.PREDICT, ROW))
                .asInstanceOf(InstanceOfAssertFactories.type(InferenceException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .satisfies(e -> assertThat(e).hasMessage("expected rows of 2 columns but got 4"));
    }

    @Test
    void transformsWhereTheLastStepIsPassthrough() {
        Estimator pipeline = create(pipeline("same", identity(), "end", PASSTHROUGH));

        assertThat(pipeline.methods()).containsOnlyKeys(Method.TRANSFORM);
        assertThat(pipeline.transform(ROW)).isSameAs(ROW);
    }

    @Test
    void refusesAStepInTheMiddleThatDoesNotTransform() {
        assertThatThrownBy(() -> create(pipeline("first", ridge(), "last", ridge())))
                .hasMessageContaining("the step 'first' of a Pipeline");
    }

    @Test
    void weighsThePartsOfAUnion() {
        Fitted union = Fitted.of("FeatureUnion", "1.4.2")
                .with("transformer_list", Fitted.pairs("a", PASSTHROUGH, "gone", new Text("drop"), "b", PASSTHROUGH))
                .with("transformer_weights", new Dict(Map.of(new Text("b"), new Real(10))));

        Table answer = create(union).transform(ROW);

        assertThat(answer.values()).containsExactly(1, 2, 10, 20);
    }

    @Test
    void refusesAFunctionOfPython() {
        Fitted function = Fitted.of("FunctionTransformer", "1.4.2")
                .with("func", Fitted.foreign("cloudpickle.cloudpickle", "_make_function"));

        assertThatThrownBy(() -> create(function)).hasMessageContaining("is Python code");
    }

    @Test
    void refusesASearchWithoutABestEstimatorAndSaysWhatToDo() {
        Fitted search = Fitted.of("GridSearchCV", "1.4.2").with("refit", new Bool(false));

        assertThatThrownBy(() -> create(search))
                .asInstanceOf(InstanceOfAssertFactories.type(InferenceException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
                .satisfies(e -> assertThat(e).hasMessageContaining("refit=True"));
    }

    @Test
    void answersWithTheBestEstimatorOfASearch() {
        Estimator search = create(Fitted.of("HalvingGridSearchCV", "1.4.2").with("best_estimator_", ridge()));

        assertThat(((Tensor.Doubles) search.evaluate(Method.PREDICT, ROW)).values())
                .containsExactly(12.5);
    }

    @Test
    void refusesToComputeWithTheNumbersOf32BitsThatAnEncoderGives() {
        Fitted narrow = ridge().with("coef_", Fitted.floats(10, 1));

        assertThatThrownBy(() -> create(pipeline("codes", encoder(), "model", narrow)))
                .hasMessageContaining("32-bit numbers");
    }

    @Test
    void widensTheNumbersOf32BitsToCoefficientsOf64() {
        Estimator pipeline = create(pipeline("codes", encoder(), "model", ridge()));

        assertThat(((Tensor.Doubles) pipeline.evaluate(Method.PREDICT, ROW)).values())
                .containsExactly(10.5);
    }

    /** Gives {@link #ROW} the codes 1 and 0, as 32-bit numbers. */
    private static Fitted encoder() {
        return Fitted.of("OrdinalEncoder", "1.4.2")
                .with("dtype", new Global("numpy", "float32"))
                .with("categories_", new Sequence(List.of(Fitted.vector(0, 1), Fitted.vector(2, 3))));
    }

    private static Fitted pipeline(Object... steps) {
        return Fitted.of("Pipeline", "1.4.2").with("steps", Fitted.pairs(steps));
    }

    private static Fitted identity() {
        return Fitted.of("FunctionTransformer", "1.4.2").with("validate", new Bool(false));
    }

    private static Fitted ridge() {
        return Fitted.of("Ridge", "1.4.2").with("coef_", Fitted.vector(10, 1)).with("intercept_", new Real(0.5));
    }

    private static Estimator create(Fitted fitted) {
        return Estimators.outermost().create(fitted.object());
    }
}
