package dev.scoreline.tribuo;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/** Multi-label classification: of each row the labels that it has, in the model's order, and the scores of all. */
final class MultiLabelAnswers implements Answers<MultiLabel> {

    private final ScoreColumns columns;

    MultiLabelAnswers(ScoreColumns columns) {
        this.columns = columns;
    }

    @Override
    public List<Method> methods() {
        return columns.methodsAfter(new Method(PREDICT, DataType.STRING, List.of(-1, -1)));
    }

    @Override
    public List<Outline> columns() {
        return columns.outline();
    }

    @Override
    public Payload answer(String method, List<Prediction<MultiLabel>> predictions) {
        if (!method.equals(PREDICT)) {
            return columns.matrix(
                    predictions,
                    (scores, label) -> scores.getLabelScore(new Label(label)).orElseThrow());
        }
        List<Payload> rows = new ArrayList<>(predictions.size());
        for (Prediction<MultiLabel> prediction : predictions) {
            Set<String> has = prediction.getOutput().getNameSet();
            String[] labels = columns.labels().stream().filter(has::contains).toArray(String[]::new);
            rows.add(new Tensor.Texts(new int[] {labels.length}, labels));
        }
        return new Sequence(rows);
    }
}
