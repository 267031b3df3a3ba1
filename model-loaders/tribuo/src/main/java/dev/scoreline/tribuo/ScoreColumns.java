package dev.scoreline.tribuo;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.tribuo.Output;
import org.tribuo.Prediction;

/**
 * The scores of labels, a column each, in the order of the labels' ids in the model. Where Tribuo says that they are probabilities
 * they are asked for by {@code predict_proba}, else by {@code decision_function}.
 *
 * @param method the method that gives them; empty where the model gives none
 */
record ScoreColumns(List<String> labels, String method) {

    /**
     * The columns of a model with these labels.
     *
     * @param probe any prediction of the model: whether there are scores does not depend on the row
     */
    static ScoreColumns of(List<String> labels, Prediction<?> probe) {
        if (!probe.getOutputScores().keySet().containsAll(labels)) {
            return new ScoreColumns(labels, "");
        }
        return new ScoreColumns(labels, probe.hasProbabilities() ? Answers.PREDICT_PROBA : Answers.DECISION_FUNCTION);
    }

    List<Method> methodsAfter(Method predict) {
        return method.isEmpty()
                ? List.of(predict)
                : List.of(predict, new Method(method, DataType.FLOAT64, List.of(-1, labels.size())));
    }

    List<Outline> outline() {
        return List.of(new Outline("labels", labels.stream().map(Outline::leaf).toList()));
    }

    <T extends Output<T>> Tensor matrix(List<Prediction<T>> predictions, ToDoubleBiFunction<T, String> score) {
        int width = labels.size();
        double[] values = new double[Math.multiplyExact(predictions.size(), width)];
        int next = 0;
        for (Prediction<T> prediction : predictions) {
            Map<String, T> scores = prediction.getOutputScores();
            for (String label : labels) {
                values[next++] = score.applyAsDouble(Objects.requireNonNull(scores.get(label)), label);
            }
        }
        return new Tensor.Doubles(new int[] {predictions.size(), width}, values);
    }
}
