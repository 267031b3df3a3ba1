package dev.scoreline.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scores tables. Memory of inputs and outputs is kept for the next table with as many rows, since making a tensor costs more
 * than a small model's run. Which outputs can be written into kept memory is learnt from the first run: those that hold numbers
 * and whose outermost length is the number of rows. A model that ever answers otherwise gets fresh memory from then on.
 *
 * <p>Thread-safe.
 */
final class TableRuns implements AutoCloseable {

    private final OrtEnvironment environment;
    private final NumberTensors numbers;
    private final OrtSession session;
    private final List<Input> inputs;
    private final boolean isOneInput;
    private final Set<String> outputNames;
    private final KeptMemory kept = new KeptMemory();

    /** The outputs that can be kept, each with the lengths inside a row; empty before the first run, and once that failed. */
    private volatile Optional<Map<String, RowShape>> keepable = Optional.empty();

    private volatile boolean mayKeep;

    /** What one row of an output is. */
    record RowShape(DataType type, int[] lengths) {
        int[] of(int rows) {
            int[] shape = lengths.clone();
            shape[0] = rows;
            return shape;
        }
    }

    TableRuns(OrtEnvironment environment, NumberTensors numbers, OrtSession session, ModelSignature signature) {
        this.environment = environment;
        this.numbers = numbers;
        this.session = session;
        this.inputs = signature.tensors();
        this.isOneInput = inputs.size() == 1;
        this.outputNames = new LinkedHashSet<>(session.getOutputNames());
        this.mayKeep = inputs.stream().allMatch(input -> isKeepable(input.type()));
    }

    /** Whether ONNX Runtime can be given memory of ours for values of a type. */
    private static boolean isKeepable(DataType type) {
        return type.isNumeric() && ElementTypes.ofInput(type).isPresent();
    }

    Payload score(Table table, Run run) throws OrtException {
        check(table);
        Optional<Map<String, RowShape>> shapes = keepable;
        if (!mayKeep || shapes.isEmpty() || table.rows() == 0) {
            return scoreFresh(table, run);
        }
        Optional<Binding> free = kept.take(table.rows(), table.width());
        Binding binding = free.isPresent() ? free.get() : Binding.of(numbers, inputs, shapes.get(), table);
        try {
            Payload answer = binding.score(session, table, run, outputNames);
            kept.giveBack(binding);
            return answer;
        } catch (OrtException e) {
            binding.close();
            if (run.wasEnded()) {
                throw e;
            }
            // An output of another shape than before cannot be written where the others were: the model is one of
            // those.
            Payload answer = scoreFresh(table, run);
            mayKeep = false;
            return answer;
        } catch (RuntimeException e) {
            binding.close();
            throw e;
        }
    }

    private void check(Table table) {
        int width = isOneInput ? inputs.get(0).shape().get(1) : inputs.size();
        if (width >= 0 && table.width() != width) {
            throw InferenceException.invalidInput("expected rows of " + width + " columns but got " + table.width());
        }
        for (Input input : inputs) {
            int rows = input.shape().get(0);
            if (rows >= 0 && rows != table.rows()) {
                throw InferenceException.invalidInput("input '" + input.name() + "': expected exactly " + rows
                        + (rows == 1 ? " row" : " rows") + ", as the model was exported for, but got " + table.rows());
            }
        }
    }

    private Payload scoreFresh(Table table, Run run) throws OrtException {
        try (NativeTensors made = new NativeTensors()) {
            Map<String, OnnxTensor> filled = new LinkedHashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                Input input = inputs.get(i);
                int width = isOneInput ? table.width() : 1;
                filled.put(input.name(), made.add(Binding.fresh(environment, numbers, input, table, i, width)));
            }
            try (OrtSession.Result result = run.of(session, filled)) {
                if (keepable.isEmpty() && table.rows() > 0) {
                    keepable = Optional.of(learn(result, table.rows()));
                }
                return Answers.of(result);
            }
        }
    }

    private static Map<String, RowShape> learn(OrtSession.Result result, int rows) {
        Map<String, RowShape> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            if (output.getValue() instanceof OnnxTensor tensor) {
                long[] lengths = tensor.getInfo().getShape();
                DataType type = ElementTypes.of(tensor.getInfo()).orElse(DataType.OBJECT);
                boolean fits = lengths.length > 0
                        && lengths[0] == rows
                        && tensor.getInfo().getNumElements() > 0;
                if (fits && isKeepable(type)) {
                    int[] shape =
                            Arrays.stream(lengths).mapToInt(Math::toIntExact).toArray();
                    shapes.put(output.getKey(), new RowShape(type, shape));
                }
            }
        }
        return shapes;
    }

    @Override
    public void close() {
        kept.close();
    }
}
