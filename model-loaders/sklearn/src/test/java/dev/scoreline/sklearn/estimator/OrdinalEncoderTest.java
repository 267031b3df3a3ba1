package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.Column;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.InferenceException.Cell;
import dev.scoreline.model.Table;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Dict;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Codes in place of categories. */
class OrdinalEncoderTest {

    private static final Real NAN = new Real(Double.NaN);

    @Test
    void givesThePlaceOfTheCategory() {
        assertThat(texts(create(encoder("1.4.2")), "b", "a")).containsExactly(1, 0);
    }

    @Test
    void namesTheCellOfAnUnknownValue() {
        assertThatThrownBy(() -> texts(create(encoder("1.4.2")), "a", "B"))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.cell()).contains(new Cell(1, 0)))
                .hasMessageContaining("but got 'B'; it knows 'a', 'b'");
    }

    @Test
    void givesUnknownValuesTheirOwnCode() {
        Fitted encoder = encoder("1.4.2")
                .with("handle_unknown", new Text("use_encoded_value"))
                .with("unknown_value", new Int(-1));

        assertThat(texts(create(encoder), "B", null)).containsExactly(-1, -1);
        assertThat(texts(create(encoder.with("unknown_value", NAN)), "B")).containsExactly(Double.NaN);
    }

    @Test
    void givesMissingValuesNaNUnlessTheyHaveACode() {
        Fitted encoder = Fitted.of("OrdinalEncoder", "1.4.2")
                .with("categories_", Fitted.list(Fitted.objects(new Text("a"), NAN)))
                .with("_missing_indices", new Dict(Map.of(new Int(0), new Int(1))));

        assertThat(texts(create(encoder), "a", null)).containsExactly(0, Double.NaN);
        assertThat(texts(create(encoder.with("encoded_missing_value", new Int(-2))), "a", null))
                .containsExactly(0, -2);
    }

    @Test
    void neverGroupsTheMissingValueWithRareCategories() {
        Estimator encoder = create(Fitted.of("OrdinalEncoder", "1.4.2")
                .with("categories_", Fitted.list(Fitted.objects(new Text("a"), new Text("b"), new Text("c"), NAN)))
                .with("_missing_indices", new Dict(Map.of(new Int(0), new Int(3))))
                .with("encoded_missing_value", new Int(9))
                .with("_infrequent_enabled", new Bool(true))
                .with("_infrequent_indices", Fitted.list(Fitted.longs(0, 1)))
                .with("_default_to_infrequent_mappings", Fitted.list(Fitted.longs(1, 1, 0))));

        assertThat(texts(encoder, "a", "b", "c", null)).containsExactly(1, 1, 0, 9);
    }

    /** NaN became a category of this encoder in scikit-learn 1.0. */
    @Test
    void refusesNaNInOldFiles() {
        Fitted old = Fitted.of("OrdinalEncoder", "0.24.2").with("categories_", Fitted.list(Fitted.vector(1)));

        assertThatThrownBy(() -> create(old).transform(Table.dense(new double[] {Double.NaN}, 1, 1)))
                .hasMessage("OrdinalEncoder expects a category but got a missing value (NaN)");
    }

    private static Fitted encoder(String version) {
        return Fitted.of("OrdinalEncoder", version).with("categories_", Fitted.list(Fitted.words("a", "b")));
    }

    private static Estimator create(Fitted fitted) {
        return Estimators.outermost().create(fitted.object());
    }

    private static double[] texts(Estimator encoder, @Nullable String... cells) {
        return encoder.transform(Table.of(cells.length, List.of(new Column.Texts(cells))))
                .values();
    }
}
