package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
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
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values in place of missing ones. */
class SimpleImputerTest {

    private static final Real NAN = new Real(Double.NaN);

    @Test
    void fillsMissingNumbers() {
        Estimator imputer = create(imputer("mean", "1.4.2", Fitted.vector(1, 2)));

        assertThat(imputer.columns().types()).containsOnly(DataType.FLOAT64);
        assertThat(imputer.transform(row(Double.NaN, 5)).values()).containsExactly(1.0, 5.0);
    }

    @Test
    void leavesOutAColumnOfWhichNoValueWasSeen() {
        Fitted imputer = imputer("median", "1.4.2", Fitted.vector(Double.NaN, 2));

        assertThat(create(imputer).transform(row(7, Double.NaN)).values()).containsExactly(2.0);
        assertThat(create(imputer.with("statistics_", Fitted.vector(0, 2)).with("keep_empty_features", new Bool(true)))
                        .transform(row(Double.NaN, Double.NaN))
                        .values())
                .containsExactly(0.0, 2.0);
    }

    /** scikit-learn 1.8 began to leave such columns out for a constant too. */
    @Test
    void keepsAColumnForAConstantInOldFiles() {
        Fitted imputer = imputer("constant", "1.7.2", Fitted.vector(Double.NaN, 3));

        assertThat(create(imputer).transform(row(1, Double.NaN)).values()).containsExactly(1.0, 3.0);
        assertThat(create(imputer.with("_sklearn_version", new Text("1.8.0")))
                        .transform(row(1, Double.NaN))
                        .values())
                .containsExactly(3.0);
    }

    @Test
    void takesANumberForMissing() {
        Estimator imputer = create(imputer("mean", "1.4.2", Fitted.vector(1)).with("missing_values", new Int(-1)));

        assertThat(imputer.transform(row(-1)).values()).containsExactly(1.0);
        assertThatThrownBy(() -> imputer.transform(row(Double.NaN)))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.cell()).contains(new Cell(0, 0)))
                .hasMessage("SimpleImputer was trained to take -1.0 for missing but got NaN");
    }

    @Test
    void refusesInfiniteNumbersAndTextAmongNumbers() {
        Estimator imputer = create(imputer("mean", "1.4.2", Fitted.vector(1)));

        assertThatThrownBy(() -> imputer.transform(row(Double.POSITIVE_INFINITY)))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> imputer.transform(texts("a"))).hasMessageContaining("expects a number but got text");
    }

    @Test
    void appendsWhatWasMissing() {
        Estimator imputer = create(imputer("mean", "1.4.2", Fitted.vector(1, 2, 3))
                .with("add_indicator", new Bool(true))
                .with("indicator_", Fitted.of("MissingIndicator", "1.4.2").with("features_", Fitted.longs(0, 2))));

        assertThat(imputer.transform(row(Double.NaN, Double.NaN, 7)).values()).containsExactly(1, 2, 7, 1, 0);
    }

    @Test
    void fillsMissingText() {
        Estimator imputer = create(imputer("most_frequent", "1.4.2", Fitted.words("mode")));

        assertThat(imputer.columns().types()).containsExactly(DataType.STRING);
        assertThat(cells(imputer.transform(texts("a", null)))).containsExactly("a", "mode");
    }

    @Test
    void takesAWordForMissing() {
        Estimator imputer =
                create(imputer("constant", "1.4.2", Fitted.words("none")).with("missing_values", new Text("?")));

        assertThat(cells(imputer.transform(texts("a", "?")))).containsExactly("a", "none");
    }

    @Test
    void takesNoneForMissingAmongMixedCellsButNotNaN() {
        Estimator imputer = create(
                imputer("most_frequent", "1.4.2", Fitted.objects(new Real(1.5))).with("missing_values", None.NONE));

        assertThat(cells(imputer.transform(mixed("a", null, true)))).containsExactly("a", 1.5, true);
        assertThatThrownBy(() -> imputer.transform(mixed("a", Double.NaN)))
                .hasMessage("SimpleImputer was trained to take none for missing but got NaN");
    }

    @Test
    void givesNumbersWhereAllCellsOfAColumnAreNumbers() {
        Estimator imputer = create(imputer("most_frequent", "1.4.2", Fitted.objects(new Int(4), new Text("x"))));

        Table answer = imputer.transform(Table.of(
                2, List.of(new Column.Cells(new Object[] {null, 2.0}), new Column.Texts(new String[] {null, "y"}))));

        assertThat(answer.column(0)).isInstanceOf(Column.Numbers.class);
        assertThat(answer.column(1)).isInstanceOf(Column.Texts.class);
    }

    @Test
    void letsTheEstimatorBehindTypeWhatItOnlyFills() {
        Estimator imputer = create(imputer("constant", "1.4.2", Fitted.words("none", "none")));
        Columns behind =
                new Columns(OptionalInt.of(2), List.of(), List.of(DataType.FLOAT64, DataType.STRING), List.of());

        assertThat(imputer.columns().types()).containsExactly(DataType.STRING, DataType.STRING);
        assertThat(imputer.columns(behind).types()).containsExactly(DataType.FLOAT64, DataType.STRING);
    }

    @Test
    void knowsThatItWasFittedOnObjectsByTheirStatisticsInOldFiles() {
        Estimator numbers = create(imputer("most_frequent", "0.24.2", Fitted.vector(1)));
        Estimator objects = create(imputer("most_frequent", "0.24.2", Fitted.objects(new Int(1))));

        assertThat(numbers.columns().types()).containsExactly(DataType.FLOAT64);
        assertThat(objects.columns().types()).containsExactly(DataType.OBJECT);
    }

    private static Fitted imputer(String strategy, String version, PyValue statistics) {
        return Fitted.of("SimpleImputer", version)
                .with("strategy", new Text(strategy))
                .with("missing_values", NAN)
                .with("statistics_", statistics);
    }

    private static Estimator create(Fitted fitted) {
        return Estimators.outermost().create(fitted.object());
    }

    private static Table row(double... values) {
        return Table.dense(values, 1, values.length);
    }

    private static Table texts(@Nullable String... cells) {
        return Table.of(cells.length, List.of(new Column.Texts(cells)));
    }

    private static Table mixed(@Nullable Object... cells) {
        return Table.of(cells.length, List.of(new Column.Cells(cells)));
    }

    private static @Nullable Object[] cells(Table table) {
        @Nullable Object[] cells = new Object[table.rows()];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = table.column(0).cell(row);
        }
        return cells;
    }
}
