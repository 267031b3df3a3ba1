package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.None;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ways to name the columns of a part of a ColumnTransformer. */
class ColumnSelectorTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final PyValue NONE = None.NONE;

    @Test
    void countsNegativePositionsFromTheEnd() {
        assertThat(selected(Fitted.integers(0, -1))).containsExactly(0, 3);
        assertThat(selected(Fitted.longs(2, 1))).containsExactly(2, 1);
        assertThat(selected(new Int(-2))).containsExactly(2);
    }

    @Test
    void findsNames() {
        assertThat(selected(new Text("c"))).containsExactly(2);
        assertThat(selected(Fitted.words("d", "a"))).containsExactly(3, 0);
        assertThat(selected(Fitted.list(new Text("b")))).containsExactly(1);
    }

    @Test
    void selectsByAMask() {
        PyValue mask = Fitted.objects(new Bool(true), new Bool(false), new Bool(false), new Bool(true));

        assertThat(selected(mask)).containsExactly(0, 3);
    }

    @Test
    void slicesPositionsAsPython() {
        assertThat(selected(slice(NONE, NONE, NONE))).containsExactly(0, 1, 2, 3);
        assertThat(selected(slice(new Int(1), new Int(3), NONE))).containsExactly(1, 2);
        assertThat(selected(slice(NONE, new Int(-1), NONE))).containsExactly(0, 1, 2);
        assertThat(selected(slice(new Int(-2), NONE, NONE))).containsExactly(2, 3);
        assertThat(selected(slice(NONE, new Int(99), new Int(3)))).containsExactly(0, 3);
        assertThat(selected(slice(NONE, NONE, new Int(-2)))).containsExactly(3, 1);
        assertThat(selected(slice(new Int(3), new Int(1), NONE))).isEmpty();
    }

    @Test
    void slicesNamesWithTheLast() {
        assertThat(selected(slice(new Text("b"), new Text("c"), NONE))).containsExactly(1, 2);
        assertThat(selected(slice(NONE, new Text("b"), NONE))).containsExactly(0, 1);
        assertThat(selected(slice(new Text("c"), NONE, NONE))).containsExactly(2, 3);
    }

    @Test
    void readsTheRemainderOfFilesFrom15() {
        Fitted remainder = Fitted.of("_RemainderColsList", "1.5.2").with("data", Fitted.integers(1, 3));

        assertThat(selected(remainder.object())).containsExactly(1, 3);
    }

    @Test
    void selectsNothingByAnEmptyList() {
        assertThat(selected(Fitted.list())).isEmpty();
        assertThat(selected(NONE)).isEmpty();
    }

    @Test
    void refusesColumnsThatThereAreNot() {
        assertThatThrownBy(() -> selected(Fitted.integers(4)))
                .hasMessage("a ColumnTransformer of 4 columns selects column 4");
        assertThatThrownBy(() -> selected(new Text("e")))
                .hasMessage("a ColumnTransformer selects a column 'e' that it was not fitted on");
        assertThatThrownBy(() -> selected(Fitted.list(new Bool(true))))
                .hasMessage("a ColumnTransformer of 4 columns selects by a mask of 1");
    }

    @Test
    void refusesFunctions() {
        assertThatThrownBy(() -> selected(Fitted.foreign("__main__", "choose")))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
                .hasMessageContaining("selects columns by a value of the type __main__.choose");
    }

    private static PyValue slice(PyValue start, PyValue stop, PyValue step) {
        return Fitted.slice(start, stop, step);
    }

    private static List<Integer> selected(PyValue selector) {
        return ColumnSelector.of(selector).indexes(NAMES.size(), NAMES);
    }
}
