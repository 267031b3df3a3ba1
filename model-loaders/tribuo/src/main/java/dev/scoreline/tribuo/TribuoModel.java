package dev.scoreline.tribuo;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Model;
import dev.scoreline.model.ModelDescription;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.ExtraColumns;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tribuo.Output;
import org.tribuo.Prediction;

/**
 * A model of Tribuo's, evaluated by Tribuo's own {@code Model.predict}, a row at a time: the numbers are Tribuo's bit for bit. Only
 * features that the model does not know are treated otherwise: Tribuo leaves them out in silence, here they are refused.
 *
 * <p>Thread-safe: Tribuo's models of the classes that are served keep no state between predictions.
 */
final class TribuoModel<T extends Output<T>> implements Model {

    private final ModelSignature signature;
    private final ModelDescription description;
    private final Examples<T> examples;
    private final Answers<T> answers;
    private volatile Optional<org.tribuo.Model<T>> model;

    TribuoModel(org.tribuo.Model<T> model, Examples<T> examples, Answers<T> answers, ModelDescription description) {
        this.model = Optional.of(model);
        this.examples = examples;
        this.answers = answers;
        this.description = description;
        List<Feature> features = Arrays.stream(Examples.names(model.getFeatureIDMap()))
                .map(name -> new Feature(name, DataType.FLOAT64, false))
                .toList();
        this.signature = new ModelSignature(features, true, ExtraColumns.REFUSED, answers.methods());
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Payload score(String method, Payload input) {
        org.tribuo.Model<T> open =
                model.orElseThrow(() -> new InferenceException(ErrorCode.MODEL_FAILED, "the model has been closed"));
        checkMethod(method);
        Table table = Table.expected(input);
        checkTable(table);
        List<Prediction<T>> predictions = new ArrayList<>(table.rows());
        for (int row = 0; row < table.rows(); row++) {
            predictions.add(predict(open, table, row));
        }
        return answers.answer(method, predictions);
    }

    private void checkMethod(String method) {
        if (signature.methods().stream().noneMatch(known -> known.name().equals(method))) {
            throw signature.unknownMethod(method);
        }
    }

    private void checkTable(Table input) {
        int width = signature.features().size();
        if (input.width() != width) {
            throw InferenceException.invalidInput("expected " + width + " columns but got " + input.width());
        }
        if (!input.isDense()) {
            throw InferenceException.invalidInput("expected columns of numbers alone but got others too");
        }
    }

    private Prediction<T> predict(org.tribuo.Model<T> open, Table input, int row) {
        try {
            Prediction<T> prediction = open.predict(examples.of(input, row));
            // Where every score is NaN, none is the largest, and Tribuo gives no output.
            if (prediction.getOutput() == null) {
                throw new IllegalStateException("no output is better than the others");
            }
            return prediction;
        } catch (InferenceException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // What Tribuo says of a row that the model cannot take, without the example that follows it.
            String reason = String.valueOf(e.getMessage()).split(",", 2)[0];
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT, "row " + row + " is refused by the model: " + reason, e);
        } catch (RuntimeException e) {
            refuseInfinite(input, row);
            throw new InferenceException(ErrorCode.MODEL_FAILED, "the model failed on row " + row, e);
        }
    }

    private static void refuseInfinite(Table input, int row) {
        for (int column = 0; column < input.width(); column++) {
            double value = input.values()[row * input.width() + column];
            if (Double.isInfinite(value)) {
                throw InferenceException.refusedCell(
                        row, column, "expected a finite number, for which the model has an answer, but got " + value);
            }
        }
    }

    @Override
    public void close() {
        model = Optional.empty();
    }
}
