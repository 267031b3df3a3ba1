package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Every classifier that scores a row with {@code coef_} and {@code intercept_} and takes the class of the highest score, or
 * of two classes the second if the one score is above 0: {@code sklearn.linear_model._base.LinearClassifierMixin}.
 * Immutable; thread-safe.
 */
final class LinearClassifier implements Estimator {

    /** How scores become probabilities. */
    enum Link {
        /** They do not: the class has no {@code predict_proba}. */
        NONE,
        /** Each class against the rest. */
        ONE_AGAINST_REST,
        /** All classes together. */
        SOFTMAX
    }

    private static final List<String> WITHOUT_PROBABILITIES =
            List.of("Perceptron", "LinearSVC", "PassiveAggressiveClassifier");

    private final String className;
    private final Columns columns;
    private final Affine affine;
    private final Classes classes;
    private final Link link;

    private LinearClassifier(String className, Columns columns, Affine affine, Classes classes, Link link) {
        this.className = className;
        this.columns = columns;
        this.affine = affine;
        this.classes = classes;
        this.link = link;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        for (String name : WITHOUT_PROBABILITIES) {
            factories.put(name, (state, inner) -> of(state, Classes.of(state.items("classes_")), Link.NONE));
        }
        factories.put("LogisticRegression", (state, inner) -> logistic(state));
        factories.put("LogisticRegressionCV", (state, inner) -> logistic(state));
    }

    private static LinearClassifier logistic(FittedState state) {
        Classes classes = Classes.of(state.items("classes_"));
        return of(state, classes, LogisticLink.of(state, classes.size()));
    }

    static LinearClassifier of(FittedState state, Classes classes, Link link) {
        Affine affine = Affine.of(state);
        boolean fits = affine.outputs() == 1 ? classes.size() == 2 : affine.outputs() == classes.size();
        if (!fits) {
            throw InferenceException.invalidModel(state.className() + ".coef_ has " + affine.outputs()
                    + " rows, which does not fit its " + classes.size() + " classes");
        }
        Columns columns = Columns.numbers(affine.width(), state.featureNames());
        return new LinearClassifier(state.className(), columns, affine, classes, link);
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        Map<Method, ModelSignature.Method> methods = new EnumMap<>(Method.class);
        List<Integer> scores = affine.outputs() == 1 ? List.of(-1) : List.of(-1, affine.outputs());
        methods.put(
                Method.PREDICT, new ModelSignature.Method(Method.PREDICT.pythonName(), classes.type(), List.of(-1)));
        if (link != Link.NONE) {
            methods.put(
                    Method.PREDICT_PROBA,
                    new ModelSignature.Method(
                            Method.PREDICT_PROBA.pythonName(), DataType.FLOAT64, List.of(-1, classes.size())));
        }
        methods.put(
                Method.DECISION_FUNCTION,
                new ModelSignature.Method(Method.DECISION_FUNCTION.pythonName(), DataType.FLOAT64, scores));
        return Collections.unmodifiableMap(methods);
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        double[] scores = affine.apply(input, className);
        return switch (method) {
            case PREDICT -> classes.labels(indexes(scores, input.rows()));
            case PREDICT_PROBA -> new Tensor.Doubles(new int[] {input.rows(), classes.size()}, probabilities(scores));
            case DECISION_FUNCTION -> new Tensor.Doubles(scoreShape(input.rows()), scores);
            case TRANSFORM -> throw new IllegalArgumentException(className + " does not transform");
        };
    }

    private int[] scoreShape(int rows) {
        return affine.outputs() == 1 ? new int[] {rows} : new int[] {rows, affine.outputs()};
    }

    private int[] indexes(double[] scores, int rows) {
        int[] indexes = new int[rows];
        for (int row = 0; row < rows; row++) {
            indexes[row] = affine.outputs() == 1 ? (scores[row] > 0 ? 1 : 0) : argmax(scores, row * affine.outputs());
        }
        return indexes;
    }

    /** As {@code numpy.argmax}: of equal scores the first, and NaN, which overflowing input can give, above all numbers. */
    private int argmax(double[] scores, int start) {
        int best = 0;
        for (int i = 0; i < affine.outputs(); i++) {
            double score = scores[start + i];
            if (Double.isNaN(score)) {
                return i;
            }
            if (score > scores[start + best]) {
                best = i;
            }
        }
        return best;
    }

    private double[] probabilities(double[] scores) {
        if (affine.outputs() > 1) {
            if (link == Link.SOFTMAX) {
                Probabilities.softmax(scores, affine.outputs());
            } else {
                Probabilities.oneAgainstRest(scores, affine.outputs());
            }
            return scores;
        }
        if (link == Link.ONE_AGAINST_REST) {
            return Probabilities.ofTwo(scores);
        }
        double[] both = mirrored(scores);
        Probabilities.softmax(both, 2);
        return both;
    }

    /** A multinomial model of two classes keeps one score; the other class has its negative. */
    private static double[] mirrored(double[] scores) {
        double[] both = new double[2 * scores.length];
        for (int row = 0; row < scores.length; row++) {
            both[2 * row] = -scores[row];
            both[2 * row + 1] = scores[row];
        }
        return both;
    }

    @Override
    public boolean widens() {
        return affine.isWide();
    }

    @Override
    public Outline outline() {
        return Outline.leaf(className + " (" + classes.size() + " classes)");
    }
}
