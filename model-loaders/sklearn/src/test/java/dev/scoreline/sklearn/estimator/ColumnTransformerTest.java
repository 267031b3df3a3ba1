package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.InferenceException.Cell;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Transformers of some columns each. */
class ColumnTransformerTest {

    private static final Text PASSTHROUGH = new Text("passthrough");
    private static final Text DROP = new Text("drop");

    @Test
    void putsTheAnswersOfThePartsNextToEachOther() {
        Estimator transformer = create(transformer(
                        part("words", oneHot(), Fitted.words("colour")), part("scaled", half(), Fitted.words("size")))
                .with("feature_names_in_", Fitted.words("size", "unused", "colour")));

        Table answer = transformer.transform(table(
                new Column.Numbers(new double[] {3, 5}),
                new Column.Texts(new String[] {null, "whatever"}),
                new Column.Texts(new String[] {"red", "blue"})));

        assertThat(transformer.columns().names()).containsExactly("size", "unused", "colour");
        assertThat(transformer.columns().types()).containsExactly(DataType.FLOAT64, DataType.OBJECT, DataType.STRING);
        assertThat(transformer.columns().required()).containsExactly(true, false, true);
        assertThat(answer.values()).containsExactly(0, 1, 1.5, 1, 0, 2.5);
    }

    @Test
    void namesTheCellInTheWholeTable() {
        Estimator transformer =
                create(transformer(part("words", oneHot(), Fitted.integers(2))).with("n_features_in_", new Int(3)));

        assertThatThrownBy(() -> transformer.transform(table(
                        new Column.Numbers(new double[] {0}),
                        new Column.Numbers(new double[] {0}),
                        new Column.Texts(new String[] {"green"}))))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.cell()).contains(new Cell(0, 2)));
    }

    @Test
    void namesNoCellOfAColumnThatAnEarlierStepMade() {
        Fitted encoder = Fitted.of("OneHotEncoder", "1.4.2").with("categories_", Fitted.list(Fitted.vector(7)));
        Estimator pipeline = create(pipeline(
                transformer(part("last", half(), Fitted.integers(1))).with("n_features_in_", new Int(2)), encoder));

        assertThatThrownBy(() -> pipeline.transform(Table.dense(new double[] {7, 8}, 1, 2)))
                .isInstanceOfSatisfying(InferenceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(e.cell()).isEmpty();
                })
                .hasMessageStartingWith("in row 0: OneHotEncoder: expected a category");
    }

    @Test
    void passesTextThrough() {
        Estimator transformer = create(
                transformer(part("kept", PASSTHROUGH, Fitted.integers(1, 0))).with("n_features_in_", new Int(2)));

        Table answer = transformer.transform(
                table(new Column.Numbers(new double[] {1}), new Column.Texts(new String[] {"a"})));

        assertThat(transformer.columns().types()).containsExactly(DataType.OBJECT, DataType.OBJECT);
        assertThat(answer.column(0).cell(0)).isEqualTo("a");
        assertThat(answer.column(1).cell(0)).isEqualTo(1.0);
    }

    @Test
    void asksForNumbersWhereAModelBehindComputesWithWhatIsPassedThrough() {
        Fitted ridge = Fitted.of("Ridge", "1.4.2")
                .with("coef_", Fitted.vector(1, 10, 100))
                .with("intercept_", new Real(0));
        Estimator pipeline = create(pipeline(
                transformer(
                                part("words", oneHot(), Fitted.integers(1)),
                                part("remainder", identity(), Fitted.integers(0)))
                        .with("n_features_in_", new Int(2)),
                ridge));

        assertThat(pipeline.columns().types()).containsExactly(DataType.FLOAT64, DataType.STRING);
        assertThat(((Tensor.Doubles) pipeline.evaluate(
                                Method.PREDICT,
                                table(new Column.Numbers(new double[] {5}), new Column.Texts(new String[] {"red"}))))
                        .values())
                .containsExactly(510.0);
    }

    @Test
    void asksForNumbersAlsoInsideAUnion() {
        Fitted kept = transformer(part("kept", PASSTHROUGH, Fitted.integers(1))).with("n_features_in_", new Int(2));
        Fitted union = Fitted.of("FeatureUnion", "1.4.2").with("transformer_list", Fitted.pairs("kept", kept));
        Fitted ridge =
                Fitted.of("Ridge", "1.4.2").with("coef_", Fitted.vector(2)).with("intercept_", new Real(0));

        assertThat(create(union).columns().types()).containsExactly(DataType.OBJECT, DataType.OBJECT);
        assertThat(create(pipeline(union, ridge)).columns().types()).containsExactly(DataType.OBJECT, DataType.FLOAT64);
    }

    @Test
    void countsBooleansThatItPassesThroughAsNumbersToAModel() {
        Fitted kept = transformer(part("kept", PASSTHROUGH, Fitted.integers(0))).with("n_features_in_", new Int(1));
        Estimator pipeline = create(pipeline(kept, half()));

        Table answer = pipeline.transform(table(new Column.Cells(new Object[] {true, null, 3.0})));

        assertThat(answer.values()).containsExactly(0.5, Double.NaN, 1.5);
    }

    @Test
    void convertsForEachReaderAColumnThatTwoReadDifferently() {
        Fitted encoder = Fitted.of("OneHotEncoder", "1.4.2")
                .with("categories_", Fitted.list(Fitted.objects(new Text("x"), new Int(4))));
        Estimator transformer = create(
                transformer(part("words", encoder, Fitted.integers(0)), part("scaled", half(), Fitted.integers(0)))
                        .with("n_features_in_", new Int(1)));

        assertThat(transformer.columns().types()).containsExactly(DataType.OBJECT);
        assertThat(transformer
                        .transform(table(new Column.Cells(new Object[] {4.0})))
                        .values())
                .containsExactly(0, 1, 2);
        assertThatThrownBy(() -> transformer.transform(table(new Column.Cells(new Object[] {"x"}))))
                .hasMessage("StandardScaler expects a number but got text");
    }

    @Test
    void leavesOutWhatIsDroppedOrReadsNothing() {
        Fitted unfitted = Fitted.of("StandardScaler", "1.4.2");
        Estimator transformer = create(transformer(
                        part("gone", DROP, Fitted.integers(0)),
                        part("nothing", unfitted, Fitted.list()),
                        part("scaled", half(), Fitted.integers(1)))
                .with("n_features_in_", new Int(2)));

        assertThat(transformer.columns().required()).containsExactly(false, true);
        assertThat(transformer.transform(Table.dense(new double[] {1, 2}, 1, 2)).values())
                .containsExactly(1.0);
    }

    @Test
    void givesNoColumnsWhereAllAreDropped() {
        Estimator transformer =
                create(transformer(part("gone", DROP, Fitted.integers(0))).with("n_features_in_", new Int(1)));

        Table answer = transformer.transform(Table.dense(new double[] {1, 2}, 2, 1));

        assertThat(answer.rows()).isEqualTo(2);
        assertThat(answer.width()).isZero();
    }

    @Test
    void weighsTheAnswersOfItsParts() {
        Estimator transformer = create(transformer(part("scaled", half(), Fitted.integers(0)))
                .with("n_features_in_", new Int(1))
                .with("transformer_weights", new Dict(Map.of(new Text("scaled"), new Real(10)))));

        assertThat(transformer.transform(Table.dense(new double[] {1}, 1, 1)).values())
                .containsExactly(5.0);
    }

    /** Before 0.21.3 the number of columns was not written. */
    @Test
    void countsTheColumnsThatAnOldFileSelectsByPosition() {
        Estimator transformer = create(transformer(
                part("scaled", half(), Fitted.integers(0)), part("remainder", DROP, Fitted.integers(1, 2))));

        assertThat(transformer.columns().width()).hasValue(3);
    }

    @Test
    void hasTheNamesThatAnOldFileSelects() {
        Estimator transformer = create(transformer(
                part("words", oneHot(), Fitted.words("colour")),
                part("scaled", half(), Fitted.words("size")),
                part("remainder", DROP, Fitted.integers(1, 2))));

        assertThat(transformer.columns().names()).containsExactly("colour", "size");
        assertThat(transformer.columns().types()).containsExactly(DataType.STRING, DataType.FLOAT64);
    }

    @Test
    void refusesAnOldFileThatDoesNotNameAColumnItReads() {
        assertThatThrownBy(() -> create(transformer(
                        part("scaled", half(), Fitted.words("size")),
                        part("remainder", PASSTHROUGH, Fitted.integers(1)))))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
                .hasMessageContaining("does not say which names the positions had");
    }

    @Test
    void readsTheNamesOfADataFrameFromBefore10() {
        Estimator transformer = create(transformer(part("scaled", half(), Fitted.integers(-1)))
                .with("_n_features", new Int(2))
                .with("_df_columns", Fitted.words("a", "b")));

        assertThat(transformer.columns().names()).containsExactly("a", "b");
    }

    @Test
    void refusesASingleColumnForATransformerOfTables() {
        Fitted broken =
                transformer(part("scaled", half(), new Text("size"))).with("feature_names_in_", Fitted.words("size"));

        assertThatThrownBy(() -> create(broken))
                .hasMessageContaining("the transformer 'scaled'")
                .hasMessageContaining("name it in a list");
    }

    @Test
    void refusesAPartThatWasFittedOnOtherColumns() {
        Fitted broken =
                transformer(part("scaled", half(), Fitted.integers(0, 1))).with("n_features_in_", new Int(2));

        assertThatThrownBy(() -> create(broken))
                .hasMessage("the part 'scaled' of a ColumnTransformer is given 2 columns but was fitted on 1");
    }

    @Test
    void refusesAWidthThatWouldFillTheMemory() {
        Fitted broken = transformer(part("kept", PASSTHROUGH, Fitted.integers(0)))
                .with("n_features_in_", new Int(Integer.MAX_VALUE));

        assertThatThrownBy(() -> create(broken))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL))
                .hasMessageContaining("n_features_in_");
    }

    private static Fitted transformer(PyValue... parts) {
        return Fitted.of("ColumnTransformer", "1.4.2").with("transformers_", Fitted.list(parts));
    }

    private static PyValue part(String name, Fitted transformer, PyValue columns) {
        return part(name, transformer.object(), columns);
    }

    private static PyValue part(String name, PyValue transformer, PyValue columns) {
        return Fitted.tuple(new Text(name), transformer, columns);
    }

    private static Fitted pipeline(Fitted first, Fitted last) {
        return Fitted.of("Pipeline", "1.4.2").with("steps", Fitted.pairs("first", first, "last", last));
    }

    /** Knows 'blue' and 'red'. */
    private static Fitted oneHot() {
        return Fitted.of("OneHotEncoder", "1.4.2").with("categories_", Fitted.list(Fitted.words("blue", "red")));
    }

    /** Halves one column. */
    private static Fitted half() {
        return Fitted.of("StandardScaler", "1.4.2")
                .with("mean_", Fitted.vector(0))
                .with("scale_", Fitted.vector(2));
    }

    /** What newer versions fit for 'passthrough'. */
    private static Fitted identity() {
        return Fitted.of("FunctionTransformer", "1.4.2");
    }

    private static Estimator create(Fitted fitted) {
        return Estimators.outermost().create(fitted.object());
    }

    private static Table table(Column... columns) {
        return Table.of(columns[0].rows(), List.of(columns));
    }
}
