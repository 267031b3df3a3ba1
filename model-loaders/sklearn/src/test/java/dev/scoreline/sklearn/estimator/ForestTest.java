package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PickledTree;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Bool;
import dev.scoreline.sklearn.pickle.PyValue.Int;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees and forests by the version that wrote them. */
class ForestTest {

    private static final Table LEFT_AND_RIGHT = Table.dense(new double[] {0, 9, 1, 9}, 2, 2);

    private static Fitted tree(String className, String version, PyObject tree) {
        boolean isClassifier = className.endsWith("Classifier");
        return Fitted.of(className, version)
                .with("splitter", new Text("best"))
                .with("criterion", new Text(isClassifier ? "gini" : "squared_error"))
                .with("tree_", tree);
    }

    private static Fitted weights(String version) {
        PyObject stump =
                PickledTree.stump(2, new double[][] {{4, 6}}, new double[][] {{3, 1}}, new double[][] {{0.5, 4.5}});
        return tree("DecisionTreeClassifier", version, stump).with("classes_", Fitted.integers(10, 20));
    }

    private static Payload evaluate(Fitted model, Method method, Table rows) {
        return Estimators.outermost().create(model.object()).evaluate(method, rows);
    }

    private static double[] doubles(Payload payload) {
        return ((Tensor.Doubles) payload).values();
    }

    @Test
    void dividesWeightsByTheirSumInFilesBefore14() {
        assertThat(doubles(evaluate(weights("1.3.2"), Method.PREDICT_PROBA, LEFT_AND_RIGHT)))
                .containsExactly(0.75, 0.25, 0.1, 0.9);
    }

    @Test
    void takesSharesAsTheyAreInFilesSince14() {
        assertThat(doubles(evaluate(weights("1.4.2"), Method.PREDICT_PROBA, LEFT_AND_RIGHT)))
                .containsExactly(3, 1, 0.5, 4.5);
    }

    @Test
    void givesALeafWithoutWeightNoProbabilities() {
        Fitted tree = tree("DecisionTreeClassifier", "1.3.2", PickledTree.leaf(2, new double[] {0, 0}))
                .with("classes_", Fitted.integers(10, 20));

        assertThat(doubles(evaluate(tree, Method.PREDICT_PROBA, LEFT_AND_RIGHT)))
                .containsOnly(0);
        assertThat(((Tensor.Longs) evaluate(tree, Method.PREDICT, LEFT_AND_RIGHT)).values())
                .containsExactly(10, 10);
    }

    /** The quotients of the first two weights are the same number, but the second weight is the larger one. */
    @Test
    void choosesTheClassOfATreeByItsWeightsAndNotByTheirQuotients() {
        double weight = 1.9937394324237117;
        double[] weights = {weight, Math.nextUp(weight), 0.07772171772128089};
        Fitted tree = tree("DecisionTreeClassifier", "1.2.2", PickledTree.leaf(2, weights))
                .with("classes_", Fitted.integers(10, 20, 30));

        double[] quotients = doubles(evaluate(tree, Method.PREDICT_PROBA, LEFT_AND_RIGHT));
        Tensor.Longs chosen = (Tensor.Longs) evaluate(tree, Method.PREDICT, LEFT_AND_RIGHT);

        assertThat(quotients[0]).isEqualTo(quotients[1]);
        assertThat(chosen.values()).containsExactly(20, 20);
    }

    @Test
    void averagesTheTreesOfAForestAndTakesTheFirstOfEqualClasses() {
        Fitted first = tree("DecisionTreeClassifier", "1.5.2", PickledTree.leaf(2, new double[] {1, 0}));
        Fitted second = tree("DecisionTreeClassifier", "1.5.2", PickledTree.leaf(2, new double[] {0, 1}));
        Fitted forest = Fitted.of("RandomForestClassifier", "1.5.2")
                .with("classes_", new PyValue.Sequence(List.of(new Text("no"), new Text("yes"))))
                .with("estimators_", PickledTree.list(first, second));

        assertThat(doubles(evaluate(forest, Method.PREDICT_PROBA, LEFT_AND_RIGHT)))
                .containsOnly(0.5);
        assertThat(((Tensor.Texts) evaluate(forest, Method.PREDICT, LEFT_AND_RIGHT)).values())
                .containsExactly("no", "no");
    }

    @Test
    void givesAMatrixForEachOfManyOutputs() {
        PyObject stump = PickledTree.stump(
                2, new double[][] {{0, 1}, {0, 1}}, new double[][] {{1, 0}, {0.25, 0.75}}, new double[][] {
                    {0, 1}, {0.5, 0.5}
                });
        Fitted tree = tree("ExtraTreeClassifier", "1.5.2", stump)
                .with("classes_", new PyValue.Sequence(List.of(Fitted.vector(1, 2), Fitted.vector(7, 8))));

        Sequence matrices = (Sequence) evaluate(tree, Method.PREDICT_PROBA, LEFT_AND_RIGHT);
        Tensor.Doubles labels = (Tensor.Doubles) evaluate(tree, Method.PREDICT, LEFT_AND_RIGHT);

        assertThat(matrices.items()).hasSize(2);
        assertThat(doubles(matrices.items().get(0))).containsExactly(1, 0, 0, 1);
        assertThat(doubles(matrices.items().get(1))).containsExactly(0.25, 0.75, 0.5, 0.5);
        assertThat(labels.shape()).containsExactly(2, 2);
        assertThat(labels.values()).containsExactly(1, 8, 2, 7);
    }

    @Test
    void keepsTheSignOfAZeroThatATreePredicts() {
        Fitted tree = tree("DecisionTreeRegressor", "1.5.2", PickledTree.leaf(2, new double[] {-0.0}));

        double[] predictions = doubles(evaluate(tree, Method.PREDICT, LEFT_AND_RIGHT));

        assertThat(1 / predictions[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void averagesEachTargetOfARegressor() {
        Fitted first = tree("DecisionTreeRegressor", "0.22.1", PickledTree.leaf(2, new double[] {1}, new double[] {5}));
        Fitted second =
                tree("DecisionTreeRegressor", "0.22.1", PickledTree.leaf(2, new double[] {2}, new double[] {8}));
        Fitted forest = Fitted.of("ExtraTreesRegressor", "0.22.1")
                .with("n_features_", new Int(2))
                .with("estimators_", PickledTree.list(first, second));

        Estimator estimator = Estimators.outermost().create(forest.object());

        assertThat(doubles(estimator.evaluate(Method.PREDICT, LEFT_AND_RIGHT))).containsExactly(1.5, 6.5, 1.5, 6.5);
        assertThat(estimator.methods().get(Method.PREDICT).shape()).containsExactly(-1, 2);
        assertThat(estimator.methods().get(Method.PREDICT).type()).isEqualTo(DataType.FLOAT64);
    }

    @Test
    void sendsMissingValuesWhereTheNodeSaysIfTheVersionTakesThem() {
        PyObject stump = PickledTree.stump(1, new double[][] {{0}}, new double[][] {{1}}, new double[][] {{2}});
        Table missing = Table.dense(new double[] {Double.NaN}, 1, 1);

        assertThat(doubles(evaluate(tree("DecisionTreeRegressor", "1.3.2", stump), Method.PREDICT, missing)))
                .containsExactly(2);
        refused(
                () -> evaluate(tree("DecisionTreeRegressor", "1.2.2", stump), Method.PREDICT, missing),
                ErrorCode.INVALID_INPUT,
                "missing value (NaN)");
    }

    @Test
    void refusesMissingValuesWithoutTheFlagsOfNodes() {
        PyObject stump = PickledTree.oldStump(1, new double[][] {{0}}, new double[][] {{1}}, new double[][] {{2}});
        Table missing = Table.dense(new double[] {Double.NaN}, 1, 1);

        refused(
                () -> evaluate(tree("DecisionTreeRegressor", "1.3.2", stump), Method.PREDICT, missing),
                ErrorCode.INVALID_INPUT,
                "missing value (NaN)");
    }

    @Test
    void refusesAnotherNumberOfColumns() {
        refused(
                () -> evaluate(weights("1.4.2"), Method.PREDICT, Table.dense(new double[3], 1, 3)),
                ErrorCode.INVALID_INPUT,
                "DecisionTreeClassifier expects 2 columns but got 3");
    }

    @Test
    void refusesATreeWithACycle() {
        refused(
                () -> Estimators.outermost()
                        .create(tree("DecisionTreeRegressor", "1.4.2", PickledTree.loop(1))
                                .object()),
                ErrorCode.INVALID_MODEL,
                "tree 0, node 0");
    }

    @Test
    void refusesAFeatureCountThatWouldFillTheMemory() {
        refused(
                () -> Estimators.outermost()
                        .create(tree(
                                        "DecisionTreeRegressor",
                                        "1.4.2",
                                        PickledTree.leaf(Integer.MAX_VALUE, new double[] {1}))
                                .object()),
                ErrorCode.UNSUPPORTED_MODEL,
                "2147483647 features");
    }

    @Test
    void refusesAFeatureCountThatIsNotThatOfTheTree() {
        refused(
                () -> Estimators.outermost()
                        .create(weights("1.4.2")
                                .with("n_features_in_", new Int(5))
                                .object()),
                ErrorCode.INVALID_MODEL,
                "expected DecisionTreeClassifier.n_features_in_ to be 2");
    }

    @Test
    void refusesClassesThatAreNotThoseOfTheTree() {
        refused(
                () -> Estimators.outermost()
                        .create(weights("1.4.2")
                                .with("classes_", Fitted.integers(1, 2, 3))
                                .object()),
                ErrorCode.INVALID_MODEL,
                "its trees have [2]");
    }

    @Test
    void refusesAForestOfTreesThatDoNotAgree() {
        Fitted first = tree("DecisionTreeRegressor", "1.5.2", PickledTree.leaf(2, new double[] {1}));
        Fitted second = tree("DecisionTreeRegressor", "1.5.2", PickledTree.leaf(3, new double[] {1}));
        Fitted forest =
                Fitted.of("RandomForestRegressor", "1.5.2").with("estimators_", PickledTree.list(first, second));

        refused(
                () -> Estimators.outermost().create(forest.object()),
                ErrorCode.INVALID_MODEL,
                "differ in their features");
    }

    @Test
    void refusesAForestOfSomethingElse() {
        Fitted forest = Fitted.of("RandomForestRegressor", "1.5.2")
                .with("estimators_", new PyValue.Sequence(List.of(new Bool(true))));

        refused(
                () -> Estimators.outermost().create(forest.object()),
                ErrorCode.INVALID_MODEL,
                "expected RandomForestRegressor.estimators_ to be trees but got bool");
    }

    @Test
    void refusesAForestWithoutTrees() {
        Fitted forest = Fitted.of("RandomForestRegressor", "1.5.2").with("estimators_", PickledTree.list());

        refused(
                () -> Estimators.outermost().create(forest.object()),
                ErrorCode.INVALID_MODEL,
                "RandomForestRegressor has no trees");
    }

    private static void refused(Runnable work, ErrorCode code, String message) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(work::run)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
