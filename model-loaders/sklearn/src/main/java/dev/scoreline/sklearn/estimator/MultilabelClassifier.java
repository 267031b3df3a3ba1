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
 * A RidgeClassifier fitted on many labels a row: each label is 1 where its score is above 0. Immutable; thread-safe.
 */
final class MultilabelClassifier implements Estimator {

    private final String className;
    private final Columns columns;
    private final Affine affine;

    private MultilabelClassifier(String className, Columns columns, Affine affine) {
        this.className = className;
        this.columns = columns;
        this.affine = affine;
    }

    static MultilabelClassifier of(FittedState state) {
        Affine affine = Affine.of(state);
        return new MultilabelClassifier(
                state.className(), Columns.numbers(affine.width(), state.featureNames()), affine);
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Map<Method, ModelSignature.Method> methods() {
        List<Integer> shape = List.of(-1, affine.outputs());
        Map<Method, ModelSignature.Method> methods = new EnumMap<>(Method.class);
        methods.put(Method.PREDICT, new ModelSignature.Method(Method.PREDICT.pythonName(), DataType.INT64, shape));
        methods.put(
                Method.DECISION_FUNCTION,
                new ModelSignature.Method(Method.DECISION_FUNCTION.pythonName(), DataType.FLOAT64, shape));
        return Collections.unmodifiableMap(methods);
    }

    @Override
    public Payload evaluate(Method method, Table input) {
        double[] scores = affine.apply(input, className);
        int[] shape = {input.rows(), affine.outputs()};
        return switch (method) {
            case PREDICT -> new Tensor.Longs(shape, labels(scores));
            case DECISION_FUNCTION -> new Tensor.Doubles(shape, scores);
            case PREDICT_PROBA, TRANSFORM ->
                throw new IllegalArgumentException(className + " has no " + method.pythonName());
        };
    }

    private static long[] labels(double[] scores) {
        long[] labels = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            labels[i] = scores[i] > 0 ? 1 : 0;
        }
        return labels;
    }

    @Override
    public boolean widens() {
        return affine.isWide();
    }

    @Override
    public Outline outline() {
        return Outline.leaf(className + " (" + affine.outputs() + " labels)");
    }
}
