package dev.scoreline.tribuo;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import java.util.List;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** Classification: a label a row, and the scores of all labels where the model gives them. */
final class LabelAnswers implements Answers<Label> {

    private final ScoreColumns columns;

    LabelAnswers(ScoreColumns columns) {
        this.columns = columns;
    }

    @Override
    public List<Method> methods() {
        return columns.methodsAfter(new Method(PREDICT, DataType.STRING, List.of(-1)));
    }

    @Override
    public List<Outline> columns() {
        return columns.outline();
    }

    @Override
    public Payload answer(String method, List<Prediction<Label>> predictions) {
        if (!method.equals(PREDICT)) {
            return columns.matrix(predictions, (scores, label) -> scores.getScore());
        }
        String[] labels = predictions.stream()
                .map(prediction -> prediction.getOutput().getLabel())
                .toArray(String[]::new);
        return new Tensor.Texts(new int[] {labels.length}, labels);
    }
}
