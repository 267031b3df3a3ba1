package dev.scoreline.sklearn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.Fitted;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@code LogisticRegression.predict_proba}, as the source of each version has them. */
class LogisticLinkTest {

    @ParameterizedTest
    @CsvSource({
        "0.19.2, ovr,         lbfgs,           ONE",
        "0.19.2, multinomial, lbfgs,           ONE",
        "0.20.4, warn,        liblinear,       ONE",
        "0.20.4, multinomial, lbfgs,           ALL",
        "0.22.1, auto,        lbfgs,           ONE",
        "0.22.1, multinomial, saga,            ALL",
        "1.5.2,  deprecated,  lbfgs,           ONE",
        "1.7.2,  multinomial, newton-cholesky, ALL",
        "1.8.0,  '',          lbfgs,           ONE",
    })
    void takesTheRuleOfTheVersionForTwoClasses(String version, String multiClass, String solver, String rule) {
        Fitted model = model(version, multiClass, solver)
                .with("classes_", Fitted.integers(0, 1))
                .with("coef_", Fitted.array(new int[] {1, 1}, 1.0));

        double[] probabilities = probabilities(model, 0.7);

        double score = rule.equals("ALL") ? 1.4 : 0.7;
        assertThat(probabilities[1]).isCloseTo(1 / (1 + Math.exp(-score)), within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "0.19.2, ovr,         lbfgs,           ONE",
        "0.19.2, multinomial, lbfgs,           ALL",
        "0.20.4, warn,        lbfgs,           ONE",
        "0.20.4, auto,        liblinear,       ONE",
        "0.22.1, auto,        lbfgs,           ALL",
        "1.2.2,  auto,        newton-cholesky, ONE",
        "1.5.2,  deprecated,  newton-cholesky, ONE",
        "1.6.1,  deprecated,  newton-cholesky, ALL",
        "1.7.2,  deprecated,  lbfgs,           ALL",
        "1.7.2,  auto,        liblinear,       ONE",
        "1.8.0,  '',          lbfgs,           ALL",
    })
    void takesTheRuleOfTheVersionForThreeClasses(String version, String multiClass, String solver, String rule) {
        double[] probabilities = probabilities(ofThreeClasses(version, multiClass, solver), 0.7);

        double[] sizes = {size(rule, 0.7), size(rule, 1.4), size(rule, -0.7)};
        assertThat(probabilities[1]).isCloseTo(sizes[1] / (sizes[0] + sizes[1] + sizes[2]), within(1e-15));
    }

    private static double size(String rule, double score) {
        return rule.equals("ALL") ? Math.exp(score) : 1 / (1 + Math.exp(-score));
    }

    @Test
    void refusesThreeClassesOfAnOldFileThatDoesNotSayWhichRule() {
        assertThatThrownBy(() -> probabilities(ofThreeClasses("1.7.2", "", "lbfgs"), 0.7))
                .hasMessageContaining("has no multi_class");
    }

    private static Fitted ofThreeClasses(String version, String multiClass, String solver) {
        return model(version, multiClass, solver)
                .with("classes_", Fitted.integers(0, 1, 2))
                .with("coef_", Fitted.array(new int[] {3, 1}, 1, 2, -1));
    }

    private static Fitted model(String version, String multiClass, String solver) {
        Fitted model = Fitted.of("LogisticRegression", version)
                .with("solver", new Text(solver))
                .with("intercept_", Fitted.vector(0));
        return multiClass.isEmpty() ? model : model.with("multi_class", new Text(multiClass));
    }

    private static double[] probabilities(Fitted model, double value) {
        Estimator estimator = Estimators.outermost().create(model.object());
        Table row = Table.dense(new double[] {value}, 1, 1);
        return ((Tensor.Doubles) estimator.evaluate(Method.PREDICT_PROBA, row)).values();
    }
}
