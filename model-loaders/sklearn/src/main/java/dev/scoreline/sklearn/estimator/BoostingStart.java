package dev.scoreline.sklearn.estimator;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.sklearn.pickle.PyValue;
import dev.scoreline.sklearn.pickle.PyValue.PyObject;
import dev.scoreline.sklearn.pickle.PyValue.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What gradient boosting adds its trees to: {@code init_}. Immutable; thread-safe. */
sealed interface BoostingStart {

    /** The scores of rows before the first tree, row after row. */
    double[] scores(double[] rows, int count, int width);

    /** The same scores for every row. */
    record Constant(double[] row) implements BoostingStart {
        @Override
        public double[] scores(double[] rows, int count, int width) {
            double[] scores = new double[count * row.length];
            for (int i = 0; i < count; i++) {
                System.arraycopy(row, 0, scores, i * row.length, row.length);
            }
            return scores;
        }
    }

    /**
     * What another estimator answers.
     *
     * @param link what makes scores of its probabilities; none if its predictions are the scores
     * @param width how many numbers it answers a row
     */
    record Answer(Estimator estimator, Optional<BoostingLink> link, int width) implements BoostingStart {
        @Override
        public double[] scores(double[] rows, int count, int features) {
            Method method = link.isPresent() ? Method.PREDICT_PROBA : Method.PREDICT;
            double[] answers = numbers(estimator.evaluate(method, asFloats(rows, count, features)));
            if (answers.length != count * width) {
                throw new InferenceException(
                        ErrorCode.MODEL_FAILED,
                        "expected " + width + " numbers a row from the initial estimator but got " + answers.length
                                + " for " + count + " rows");
            }
            return link.isPresent() ? link.get().scores(answers, width) : answers.clone();
        }

        /** The initial estimator is given what the trees are given: 32-bit floats. */
        private static Table asFloats(double[] rows, int count, int features) {
            double[] floats = new double[count * features];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) rows[i];
            }
            return Table.dense(floats, count, features);
        }

        private static double[] numbers(Payload answer) {
            if (answer instanceof Tensor.Doubles doubles) {
                return doubles.values();
            }
            if (answer instanceof Tensor.Longs longs) {
                return Arrays.stream(longs.values()).asDoubleStream().toArray();
            }
            throw new InferenceException(
                    ErrorCode.MODEL_FAILED, "expected numbers from the initial estimator but got another type");
        }
    }

    /**
     * The start of a regressor.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} for an initial estimator that cannot be evaluated
     */
    static BoostingStart ofRegressor(FittedState boosting, int features, Estimators inner) {
        PyValue value = boosting.get("init_");
        if (isZero(value)) {
            return new Constant(new double[1]);
        }
        FittedState initial = FittedState.of(boosting.object("init_"), boosting.version());
        return switch (initial.className()) {
            // The first four are those of 0.20 and before.
            case "ZeroEstimator" -> new Constant(new double[1]);
            case "MeanEstimator" -> new Constant(new double[] {initial.number("mean")});
            case "QuantileEstimator" -> new Constant(new double[] {initial.number("quantile")});
            case "DummyRegressor" -> new Constant(new double[] {initial.number("constant_")});
            default -> answer(boosting, Method.PREDICT, Optional.empty(), 1, features, inner);
        };
    }

    /**
     * The start of a classifier.
     *
     * @throws InferenceException {@code UNSUPPORTED_MODEL} for an initial estimator that cannot be evaluated
     */
    static BoostingStart ofClassifier(
            FittedState boosting, BoostingLink link, int classes, int features, Estimators inner) {
        int scores = classes == 2 ? 1 : classes;
        PyValue value = boosting.get("init_");
        if (isZero(value)) {
            return new Constant(new double[scores]);
        }
        FittedState initial = FittedState.of(boosting.object("init_"), boosting.version());
        return switch (initial.className()) {
            // The first four are those of 0.20 and before. Of many classes they start from the probabilities
            // themselves.
            case "ZeroEstimator" -> new Constant(new double[scores]);
            case "LogOddsEstimator", "ScaledLogOddsEstimator" -> new Constant(new double[] {initial.number("prior")});
            case "PriorProbabilityEstimator" -> new Constant(exactly(scores, initial.doubles("priors"), initial));
            case "DummyClassifier" ->
                new Constant(link.scores(exactly(classes, dummyProbabilities(initial), initial), classes));
            default -> answer(boosting, Method.PREDICT_PROBA, Optional.of(link), classes, features, inner);
        };
    }

    private static boolean isZero(PyValue value) {
        return value instanceof Text text && text.value().equals("zero");
    }

    private static double[] dummyProbabilities(FittedState dummy) {
        double[] prior = dummy.doubles("class_prior_");
        return switch (dummy.text("strategy", "")) {
            case "prior" -> prior;
            case "most_frequent" -> {
                double[] probabilities = new double[prior.length];
                probabilities[Argmax.of(prior, 0, prior.length)] = 1;
                yield probabilities;
            }
            default ->
                throw dummy.unsupported("as the start of gradient boosting only its strategies 'prior' and"
                        + " 'most_frequent' can be evaluated");
        };
    }

    private static double[] exactly(int count, double[] numbers, FittedState initial) {
        if (numbers.length != count) {
            throw InferenceException.invalidModel("expected " + count + " numbers from " + initial.className()
                    + ", the start of gradient boosting, but got " + numbers.length);
        }
        return numbers;
    }

    private static BoostingStart answer(
            FittedState boosting,
            Method method,
            Optional<BoostingLink> link,
            int width,
            int features,
            Estimators inner) {
        PyObject object = boosting.object("init_");
        if (boosting.version().isBefore(0, 21)) {
            throw boosting.unsupported("a start from " + object.typeName() + " needs scikit-learn 0.21 or newer");
        }
        Estimator estimator = inner.create(object);
        ModelSignature.Method answers = estimator.methods().get(method);
        List<Integer> expected = link.isPresent() ? List.of(-1, width) : List.of(-1);
        boolean isColumn = answers != null && link.isEmpty() && answers.shape().equals(List.of(-1, 1));
        if (answers == null || !(isColumn || answers.shape().equals(expected))) {
            throw InferenceException.invalidModel(boosting.className() + ".init_ is " + object.typeName()
                    + ", which does not give " + method.pythonName() + " with shape " + expected);
        }
        if (!estimator.widens()) {
            throw boosting.unsupported("its start, " + estimator.outline().label()
                    + ", was fitted in 32 bits and would compute in them, not exactly the same on every machine; leave init"
                    + " out, or export the model to ONNX");
        }
        int columns = estimator.columns().width().orElse(features);
        if (columns != features) {
            throw InferenceException.invalidModel(
                    boosting.className() + ".init_ was fitted on " + columns + " columns but the trees on " + features);
        }
        return new Answer(estimator, link, width);
    }
}
