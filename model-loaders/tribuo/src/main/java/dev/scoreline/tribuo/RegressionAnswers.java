package dev.scoreline.tribuo;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelDescription.Outline;
import dev.scoreline.model.ModelSignature.Method;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/** Regression: a value a row, or of several outputs a row of values in the alphabetical order of their names. */
final class RegressionAnswers implements Answers<Regressor> {

    private final List<String> names;

    /**
     * The answers of a model with the outputs of this prediction.
     *
     * @param probe any prediction of the model: Tribuo sorts the outputs' names in each
     */
    RegressionAnswers(Prediction<Regressor> probe) {
        this.names = List.of(probe.getOutput().getNames());
    }

    @Override
    public List<Method> methods() {
        return List.of(
                new Method(PREDICT, DataType.FLOAT64, names.size() == 1 ? List.of(-1) : List.of(-1, names.size())));
    }

    @Override
    public List<Outline> columns() {
        return List.of(new Outline("outputs", names.stream().map(Outline::leaf).toList()));
    }

    @Override
    public Payload answer(String method, List<Prediction<Regressor>> predictions) {
        int rows = predictions.size();
        double[] values = predictions.stream()
                .flatMapToDouble(
                        prediction -> Arrays.stream(prediction.getOutput().getValues()))
                .toArray();
        return new Tensor.Doubles(names.size() == 1 ? new int[] {rows} : new int[] {rows, names.size()}, values);
    }
}
