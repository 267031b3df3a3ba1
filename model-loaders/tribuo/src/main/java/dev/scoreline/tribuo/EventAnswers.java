package dev.scoreline.tribuo;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import java.util.List;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;

/** Anomaly detection: {@code EXPECTED} or {@code ANOMALOUS}, and the model's score, which is negative for an anomaly. */
final class EventAnswers implements Answers<Event> {

    @Override
    public List<Method> methods() {
        return List.of(
                new Method(PREDICT, DataType.STRING, List.of(-1)),
                new Method(DECISION_FUNCTION, DataType.FLOAT64, List.of(-1)));
    }

    @Override
    public List<Outline> columns() {
        return List.of();
    }

    @Override
    public Payload answer(String method, List<Prediction<Event>> predictions) {
        int[] shape = {predictions.size()};
        if (method.equals(PREDICT)) {
            return new Tensor.Texts(
                    shape,
                    predictions.stream()
                            .map(prediction -> prediction.getOutput().getType().name())
                            .toArray(String[]::new));
        }
        return new Tensor.Doubles(
                shape,
                predictions.stream()
                        .mapToDouble(prediction -> prediction.getOutput().getScore())
                        .toArray());
    }
}
