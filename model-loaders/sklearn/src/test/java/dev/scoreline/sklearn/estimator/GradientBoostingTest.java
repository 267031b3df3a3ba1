package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PickledTree;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.Real;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where gradient boosting starts and how it ends, as the source of each version has it. */
class GradientBoostingTest {

    private static final Table ROW = Table.dense(new double[] {0.25}, 1, 1);

    /** Boosting whose one tree a score always says {@code leaf}. */
    private static Fitted boosting(String className, String version, int scores, double leaf) {
        Fitted[] trees = new Fitted[scores];
        Arrays.fill(trees, Fitted.of("DecisionTreeRegressor", version).with("tree_", PickledTree.leaf(1, new double[] {
            leaf
        })));
        return Fitted.of(className, version)
                .with("learning_rate", new Real(0.1))
                .with("estimators_", PickledTree.estimators(new int[] {1, scores}, trees));
    }

    private static Fitted regressor(String version, double leaf) {
        return boosting("GradientBoostingRegressor", version, 1, leaf);
    }

    private static Fitted classifier(String version, String loss, int classes, double leaf) {
        long[] labels = new long[classes];
        Arrays.setAll(labels, i -> 10L * i);
        return boosting("GradientBoostingClassifier", version, classes == 2 ? 1 : classes, leaf)
                .with("loss", new Text(loss))
                .with("classes_", Fitted.integers(labels));
    }

    private static Fitted prior(String version, double... probabilities) {
        return Fitted.of("DummyClassifier", version)
                .with("strategy", new Text("prior"))
                .with("class_prior_", Fitted.vector(probabilities));
    }

    private static Payload evaluate(Fitted model, Method method) {
        return Estimators.outermost().create(model.object()).evaluate(method, ROW);
    }

    private static double[] doubles(Fitted model, Method method) {
        return ((Tensor.Doubles) evaluate(model, method)).values();
    }

    private static long label(Fitted model) {
        return ((Tensor.Longs) evaluate(model, Method.PREDICT)).values()[0];
    }

    @Test
    void multipliesALeafByTheLearningRateBeforeItIsAdded() {
        Fitted model = regressor("1.5.2", 0.3)
                .with("init_", Fitted.of("DummyRegressor", "1.5.2").with("constant_", Fitted.vector(7)));

        assertThat(doubles(model, Method.PREDICT)).containsExactly(7 + 0.1 * 0.3);
    }

    @Test
    void startsFromZeroWhereItWasToldTo() {
        assertThat(doubles(regressor("1.5.2", 0.3).with("init_", new Text("zero")), Method.PREDICT))
                .containsExactly(0.1 * 0.3);
    }

    @ParameterizedTest
    @CsvSource({"MeanEstimator, mean", "QuantileEstimator, quantile"})
    void startsFromTheOwnEstimatorsOf020(String className, String attribute) {
        Fitted start = Fitted.of(className, "0.20.4").with(attribute, new Real(5));

        assertThat(doubles(regressor("0.20.4", 1).with("init_", start), Method.PREDICT))
                .containsExactly(5.1);
    }

    @Test
    void startsFromTheProbabilitiesThemselvesIn020() {
        Fitted start = Fitted.of("PriorProbabilityEstimator", "0.20.4").with("priors", Fitted.vector(0.5, 0.25, 0.25));
        Fitted model = classifier("0.20.4", "deviance", 3, 0).with("init_", start);

        assertThat(doubles(model, Method.DECISION_FUNCTION)).containsExactly(0.5, 0.25, 0.25);
    }

    @ParameterizedTest
    @CsvSource({"LogOddsEstimator, deviance", "ScaledLogOddsEstimator, exponential"})
    void startsFromTheStoredLogarithmOfOddsIn020(String className, String loss) {
        Fitted start = Fitted.of(className, "0.20.4").with("prior", new Real(-0.75));

        assertThat(doubles(classifier("0.20.4", loss, 2, 0).with("init_", start), Method.DECISION_FUNCTION))
                .containsExactly(-0.75);
    }

    @Test
    void startsFromTheLogarithmOfEachProbabilityUpTo13() {
        Fitted model = classifier("1.3.2", "log_loss", 3, 0).with("init_", prior("1.3.2", 0.5, 0.25, 0.25));

        assertThat(doubles(model, Method.DECISION_FUNCTION))
                .containsExactly(Math.log(0.5), Math.log(0.25), Math.log(0.25));
    }

    @Test
    void startsFromCentredLogarithmsSince14() {
        Fitted model = classifier("1.4.2", "log_loss", 3, 0).with("init_", prior("1.4.2", 0.5, 0.25, 0.25));

        double[] scores = doubles(model, Method.DECISION_FUNCTION);

        double mean = (Math.log(0.5) + 2 * Math.log(0.25)) / 3;
        assertThat(scores[0]).isCloseTo(Math.log(0.5) - mean, within(1e-15));
        assertThat(scores[0] + scores[1] + scores[2]).isCloseTo(0, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"1.7.2, 1.1920928955078125e-7", "1.8.0, 2.220446049250313e-16"})
    void keepsProbabilitiesAwayFromZeroByTheMarginOfTheVersion(String version, double margin) {
        Fitted model = classifier(version, "log_loss", 2, 0).with("init_", prior(version, 1, 0));

        assertThat(doubles(model, Method.DECISION_FUNCTION)[0])
                .isCloseTo(Math.log(margin / (1 - margin)), within(1e-12));
    }

    @Test
    void halvesTheLogarithmOfOddsForTheExponentialLoss() {
        Fitted model = classifier("1.2.2", "exponential", 2, 0).with("init_", prior("1.2.2", 0.2, 0.8));

        assertThat(doubles(model, Method.DECISION_FUNCTION)).containsExactly(0.5 * Math.log(0.8 / (1 - 0.8)));
        assertThat(doubles(model, Method.PREDICT_PROBA)[1]).isCloseTo(0.8, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "1.3.2, log_loss,    0",
        "1.3.2, exponential, 10",
        "1.4.2, log_loss,    10",
        "1.4.2, exponential, 10",
    })
    void choosesOfTwoEqualClassesAsTheVersionDoes(String version, String loss, long label) {
        assertThat(label(classifier(version, loss, 2, 0).with("init_", new Text("zero"))))
                .isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"1.3.2, 0", "1.4.2, 10"})
    void choosesByProbabilitiesUpTo13AndByScoresSince(String version, long label) {
        assertThat(label(classifier(version, "log_loss", 2, 1e-17).with("init_", new Text("zero"))))
                .isEqualTo(label);
    }

    @Test
    void givesTheInitialEstimatorTheRowAs32BitNumbers() {
        Fitted start = Fitted.of("LinearRegression", "1.5.2")
                .with("coef_", Fitted.vector(1))
                .with("intercept_", new Real(0));
        Estimator model = Estimators.outermost()
                .create(regressor("1.5.2", 0).with("init_", start).object());

        Payload answer = model.evaluate(Method.PREDICT, Table.dense(new double[] {0.1}, 1, 1));

        assertThat(((Tensor.Doubles) answer).values()).containsExactly((double) 0.1f);
    }

    @Test
    void startsFromTheProbabilitiesOfAnotherClassifier() {
        Fitted start = Fitted.of("LogisticRegression", "1.8.0")
                .with("classes_", Fitted.integers(0, 1))
                .with("coef_", Fitted.array(new int[] {1, 1}, 4))
                .with("intercept_", Fitted.vector(0));

        double[] scores = doubles(classifier("1.8.0", "log_loss", 2, 0).with("init_", start), Method.DECISION_FUNCTION);

        assertThat(scores[0]).isCloseTo(1, within(1e-14));
    }

    @Test
    void refusesAStartThatComputesIn32Bits() {
        Fitted start =
                Fitted.of("Ridge", "1.5.2").with("coef_", Fitted.floats(1f)).with("intercept_", new Real(0));

        refused(regressor("1.5.2", 0).with("init_", start), ErrorCode.UNSUPPORTED_MODEL, "fitted in 32 bits");
    }

    @Test
    void refusesAStartOfUnknownStrategy() {
        Fitted start = prior("1.5.2", 0.5, 0.5).with("strategy", new Text("stratified"));

        refused(
                classifier("1.5.2", "log_loss", 2, 0).with("init_", start),
                ErrorCode.UNSUPPORTED_MODEL,
                "'prior' and 'most_frequent'");
    }

    @Test
    void refusesTreesThatDoNotFitTheClasses() {
        refused(
                classifier("1.5.2", "log_loss", 3, 0).with("classes_", Fitted.integers(1, 2)),
                ErrorCode.INVALID_MODEL,
                "1 trees a stage for 2 classes");
    }

    @Test
    void refusesALossThatItDoesNotKnow() {
        refused(
                classifier("1.5.2", "hinge", 2, 0).with("init_", new Text("zero")),
                ErrorCode.INVALID_MODEL,
                "'log_loss', 'deviance' or 'exponential'");
    }

    @Test
    void refusesAMissingValue() {
        Estimator model = Estimators.outermost()
                .create(regressor("1.9.0", 0).with("init_", new Text("zero")).object());

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> model.evaluate(Method.PREDICT, Table.dense(new double[] {Double.NaN}, 1, 1)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT));
    }

    private static void refused(Fitted model, ErrorCode code, String message) {
        PyValue object = model.object();
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> Estimators.outermost().create(object))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
