package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.DataType;
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
 * Gradient boosting of a class. Two classes have one score, more have one each. Up to scikit-learn 1.3 the class is chosen
 * by the probabilities, which can be equal where the scores are not; since 1.4 by the scores. Immutable; thread-safe.
 */
final class GradientBoostingClassifier implements Estimator {

    private final BoostedTrees trees;
    private final Classes classes;
    private final boolean isExponential;
    private final boolean isSince14;

    private GradientBoostingClassifier(BoostedTrees trees, Classes classes, boolean isExponential, boolean isSince14) {
        this.trees = trees;
        this.classes = classes;
        this.isExponential = isExponential;
        this.isSince14 = isSince14;
    }

    static void addTo(Map<String, Estimators.Factory> factories) {
        factories.put("GradientBoostingClassifier", GradientBoostingClassifier::of);
    }

    private static GradientBoostingClassifier of(FittedState state, Estimators inner) {
        Classes classes = Classes.of(state.items("classes_"));
        boolean isExponential = isExponential(state);
        int scores = classes.size() == 2 ? 1 : classes.size();
        boolean isTooFew = classes.size() < 2 || (isExponential && classes.size() > 2);
        if (isTooFew || BoostedTrees.scores(state) != scores) {
            throw state.wrong(
                    "estimators_",
                    scores + " trees a stage for " + classes.size() + " classes",
                    state.get("estimators_"));
        }
        ForestTrees forest = ForestTrees.ofBoosting(state);
        BoostingLink link = BoostingLink.of(isExponential, classes.size(), state.version());
        BoostingStart start = BoostingStart.ofClassifier(state, link, classes.size(), forest.features(), inner);
        return new GradientBoostingClassifier(
                BoostedTrees.of(state, forest, start),
                classes,
                isExponential,
                !state.version().isBefore(1, 4));
    }

    private static boolean isExponential(FittedState state) {
        return switch (state.text("loss", "")) {
            case "exponential" -> true;
            // 'deviance' became 'log_loss' in 1.1.
            case "deviance", "log_loss" -> false;
            default -> throw state.wrong("loss", "'log_loss', 'deviance' or 'exponential'", state.get("loss"));
        };
    }

    @Override
    public Columns columns() {
        return trees.columns();
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        Map<Method, ModelSignature.Method> methods = new EnumMap<>(Method.class);
        methods.put(
                Method.PREDICT, new ModelSignature.Method(Method.PREDICT.pythonName(), classes.type(), List.of(-1)));
        methods.put(
                Method.PREDICT_PROBA,
                new ModelSignature.Method(
                        Method.PREDICT_PROBA.pythonName(), DataType.FLOAT64, List.of(-1, classes.size())));
        methods.put(
                Method.DECISION_FUNCTION,
                new ModelSignature.Method(
                        Method.DECISION_FUNCTION.pythonName(),
                        DataType.FLOAT64,
                        trees.scores() == 1 ? List.of(-1) : List.of(-1, trees.scores())));
        return Collections.unmodifiableMap(methods);
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        double[] scores = trees.scores(input);
        int rows = input.rows();
        return switch (method) {
            case PREDICT -> classes.labels(chosen(scores, rows));
            case PREDICT_PROBA -> new Tensor.Doubles(new int[] {rows, classes.size()}, probabilities(scores));
            case DECISION_FUNCTION ->
                new Tensor.Doubles(trees.scores() == 1 ? new int[] {rows} : new int[] {rows, trees.scores()}, scores);
            case TRANSFORM -> throw new IllegalArgumentException("gradient boosting does not transform");
        };
    }

    private int[] chosen(double[] scores, int rows) {
        if (trees.scores() == 1 && (isSince14 || isExponential)) {
            int[] chosen = new int[rows];
            for (int row = 0; row < rows; row++) {
                chosen[row] = scores[row] >= 0 ? 1 : 0;
            }
            return chosen;
        }
        return isSince14 ? largest(scores, rows) : largest(probabilities(scores), rows);
    }

    private int[] largest(double[] values, int rows) {
        int width = classes.size();
        int[] largest = new int[rows];
        for (int row = 0; row < rows; row++) {
            largest[row] = Argmax.of(values, row * width, width);
        }
        return largest;
    }

    private double[] probabilities(double[] scores) {
        if (trees.scores() == 1) {
            return ofTwo(scores);
        }
        double[] probabilities = scores.clone();
        double[] exponentials = new double[classes.size()];
        for (int start = 0; start < scores.length; start += exponentials.length) {
            if (isSince14) {
                softmax(probabilities, start, exponentials);
            } else {
                softmaxByLogarithm(probabilities, start, exponentials);
            }
        }
        return probabilities;
    }

    private double[] ofTwo(double[] scores) {
        double[] probabilities = new double[2 * scores.length];
        for (int row = 0; row < scores.length; row++) {
            double positive = Probabilities.expit(isExponential ? 2 * scores[row] : scores[row]);
            probabilities[2 * row] = 1 - positive;
            probabilities[2 * row + 1] = positive;
        }
        return probabilities;
    }

    /** {@code sklearn.utils.extmath.softmax} of a row, in place. */
    private static void softmax(double[] scores, int start, double[] exponentials) {
        double sum = sumOfExponentials(scores, start, exponentials);
        for (int i = 0; i < exponentials.length; i++) {
            scores[start + i] = exponentials[i] / sum;
        }
    }

    /** The exponential of each score less {@code scipy.special.logsumexp} of all, in place, as up to scikit-learn 1.3. */
    private static void softmaxByLogarithm(double[] scores, int start, double[] exponentials) {
        double logarithm = Math.log(sumOfExponentials(scores, start, exponentials))
                + scores[start + Argmax.of(scores, start, exponentials.length)];
        for (int i = start; i < start + exponentials.length; i++) {
            double probability = Math.exp(scores[i] - logarithm);
            scores[i] = Double.isNaN(probability) ? 0 : probability;
        }
    }

    /** The sum of the exponentials of each score's difference to the largest. */
    private static double sumOfExponentials(double[] scores, int start, double[] exponentials) {
        double max = scores[start + Argmax.of(scores, start, exponentials.length)];
        for (int i = 0; i < exponentials.length; i++) {
            exponentials[i] = Math.exp(scores[start + i] - max);
        }
        return PairwiseSum.of(exponentials, 0, exponentials.length);
    }

    /** Trees read 32-bit numbers in any case. */
    @Override
    public boolean widens() {
        return true;
    }

    @Override
    public Outline outline() {
        return trees.outline();
    }
}
