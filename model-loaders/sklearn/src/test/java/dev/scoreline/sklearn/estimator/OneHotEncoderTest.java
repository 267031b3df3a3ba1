package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.InferenceException.Cell;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns of zeros and ones for categories. */
class OneHotEncoderTest {

    private static final PyValue NAN = new Real(Double.NaN);

    @Test
    void setsTheColumnOfTheCategory() {
        Estimator encoder = create(encoder(Fitted.words("blue", "red"), Fitted.longs(3, 7)));

        Table answer = encoder.transform(Table.of(
                2, List.of(new Column.Texts(new String[] {"red", "blue"}), new Column.Numbers(new double[] {3, 7}))));

        assertThat(encoder.columns().types()).containsExactly(DataType.STRING, DataType.FLOAT64);
        assertThat(answer.values()).containsExactly(0, 1, 1, 0, 1, 0, 0, 1);
    }

    @Test
    void namesTheCellAndSomeCategoriesOfAnUnknownValue() {
        String[] many = IntStream.range(0, 12).mapToObj(i -> "c" + i).toArray(String[]::new);
        Estimator encoder = create(encoder(Fitted.words("x"), Fitted.words(many)));

        assertThatThrownBy(() -> encoder.transform(Table.of(
                        2, List.of(new Column.Texts(new String[] {"x", "x"}), new Column.Texts(new String[] {"c1", "C1"
                        })))))
                .isInstanceOfSatisfying(InferenceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(e.cell()).contains(new Cell(1, 1));
                })
                .hasMessage(
                        "OneHotEncoder: expected a category that the model was trained with but got 'C1'; it knows 'c0',"
                                + " 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9' and 2 more");
    }

    @Test
    void setsNoColumnForAnUnknownValueThatItIgnores() {
        Estimator encoder = create(encoder(Fitted.words("a", "b")).with("handle_unknown", new Text("ignore")));

        assertThat(texts(encoder, "c", null)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void tellsNoneFromNaNWhereBothAreCategories() {
        Estimator encoder = create(encoder(Fitted.objects(new Text("a"), None.NONE, NAN)));

        assertThat(encoder.columns().types()).containsExactly(DataType.STRING);
        assertThat(cells(encoder, null, Double.NaN)).containsExactly(0, 1, 0, 0, 0, 1);
    }

    @Test
    void takesNoneForNaNWhereOnlyThatIsACategory() {
        Estimator encoder = create(encoder(Fitted.objects(new Text("a"), NAN)));

        assertThat(texts(encoder, null, "a")).containsExactly(0, 1, 1, 0);
    }

    @Test
    void doesNotTakeNaNForNone() {
        Estimator encoder = create(encoder(Fitted.objects(new Text("a"), None.NONE)));

        assertThat(texts(encoder, (String) null)).containsExactly(0, 1);
        assertThatThrownBy(() -> cells(encoder, Double.NaN)).hasMessageContaining("but got NaN; it knows 'a', none");
    }

    @Test
    void comparesAsPythonWhereCategoriesAreOfSeveralTypes() {
        Estimator encoder = create(encoder(Fitted.objects(new Bool(false), new Int(1), new Text("1"))));

        assertThat(encoder.columns().types()).containsExactly(DataType.OBJECT);
        assertThat(cells(encoder, true, 1.0, "1", -0.0)).containsExactly(0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0);
    }

    @Test
    void dropsACategoryOfEachColumn() {
        Estimator encoder = create(encoder(Fitted.words("a", "b", "c"), Fitted.words("x", "y", "z"))
                .with("drop_idx_", Fitted.objects(new Int(1), None.NONE)));

        Table answer = encoder.transform(Table.of(
                3, List.of(new Column.Texts(new String[] {"a", "b", "c"}), new Column.Texts(new String[] {"x", "y", "z"
                }))));

        assertThat(answer.width()).isEqualTo(5);
        assertThat(answer.values()).containsExactly(1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1);
    }

    @Test
    void givesRareCategoriesOneColumn() {
        Estimator encoder = create(rare("infrequent_if_exist", "1.4.2"));

        assertThat(texts(encoder, "a", "b", "c", "d", "?"))
                .containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1);
    }

    @Test
    void ignoresUnknownValuesAlsoWhereCategoriesAreRare() {
        assertThat(texts(create(rare("ignore", "1.4.2")), "?")).containsExactly(0, 0, 0);
    }

    /** scikit-learn 1.6 and 1.7 warn and set no column; 1.8 also takes the value for a rare one. */
    @Test
    void warnsAsTheVersionDid() {
        assertThat(texts(create(rare("warn", "1.7.2")), "?")).containsExactly(0, 0, 0);
        assertThat(texts(create(rare("warn", "1.8.0")), "?")).containsExactly(0, 0, 1);
    }

    @Test
    void dropsAfterGroupingRareCategories() {
        Estimator encoder = create(rare("infrequent_if_exist", "1.4.2")
                .with("drop_idx_", Fitted.objects(new Int(0)))
                .with("_drop_idx_after_grouping", Fitted.objects(new Int(2))));

        assertThat(texts(encoder, "a", "b", "d", "?")).containsExactly(0, 0, 1, 0, 0, 1, 0, 0);
    }

    @Test
    void refusesInfiniteNumbers() {
        Estimator encoder = create(encoder(Fitted.vector(1, 2)).with("handle_unknown", new Text("ignore")));

        assertThatThrownBy(() -> encoder.transform(Table.dense(new double[] {Double.POSITIVE_INFINITY}, 1, 1)))
                .hasMessage("OneHotEncoder expects a category but got Infinity");
    }

    /** NaN became a category in scikit-learn 0.24. */
    @Test
    void refusesNaNInOldFiles() {
        Fitted old = Fitted.of("OneHotEncoder", "0.23.2")
                .with("categories_", Fitted.list(Fitted.vector(1, 2)))
                .with("handle_unknown", new Text("ignore"));
        Table missing = Table.dense(new double[] {Double.NaN}, 1, 1);

        assertThatThrownBy(() -> create(old).transform(missing))
                .hasMessage("OneHotEncoder expects a category but got a missing value (NaN)");
        assertThat(create(old.with("_sklearn_version", new Text("0.24.2")))
                        .transform(missing)
                        .values())
                .containsExactly(0, 0);
    }

    @Test
    void refusesEncodersOfIntegersOnly() {
        Fitted legacy = Fitted.of("OneHotEncoder", "0.19.2").with("active_features_", Fitted.longs(0, 1));

        assertThatThrownBy(() -> create(legacy))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
                .hasMessageContaining("before 0.20");
    }

    @Test
    void refusesIntegersThatDoublesCannotTellApart() {
        assertThat(create(encoder(Fitted.longs(1L << 53))).columns().types()).containsExactly(DataType.FLOAT64);
        assertThatThrownBy(() -> create(encoder(Fitted.longs((1L << 53) + 2)))).hasMessageContaining("beyond 2^53");
    }

    @Test
    void refusesADropThatIsNoCategory() {
        Fitted broken = encoder(Fitted.words("a")).with("drop_idx_", Fitted.objects(new Int(1)));

        assertThatThrownBy(() -> create(broken))
                .hasMessage("OneHotEncoder drops a category with the code 1 that none of them has");
    }

    /** Four categories of which 'a' and 'c' are rare. */
    private static Fitted rare(String handleUnknown, String version) {
        return Fitted.of("OneHotEncoder", version)
                .with("categories_", Fitted.list(Fitted.words("a", "b", "c", "d")))
                .with("_infrequent_enabled", new Bool(true))
                .with("_infrequent_indices", Fitted.list(Fitted.longs(0, 2)))
                .with("_default_to_infrequent_mappings", Fitted.list(Fitted.longs(2, 0, 2, 1)))
                .with("handle_unknown", new Text(handleUnknown));
    }

    private static Fitted encoder(PyValue... categories) {
        return Fitted.of("OneHotEncoder", "1.4.2").with("categories_", Fitted.list(categories));
    }

    private static Estimator create(Fitted fitted) {
        return Estimators.outermost().create(fitted.object());
    }

    private static double[] texts(Estimator encoder, @Nullable String... cells) {
        return encoder.transform(Table.of(cells.length, List.of(new Column.Texts(cells))))
                .values();
    }

    private static double[] cells(Estimator encoder, @Nullable Object... cells) {
        return encoder.transform(Table.of(cells.length, List.of(new Column.Cells(cells))))
                .values();
    }
}
