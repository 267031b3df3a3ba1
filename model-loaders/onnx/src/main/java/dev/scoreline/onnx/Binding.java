package dev.scoreline.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.onnx.TableRuns.RowShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Native memory for tables of one size: a tensor for each input, which is filled anew for each run, and one for each output that is
 * written over. Java has no IoBinding; a run with outputs of its own does the same. One thread at a time.
 */
final class Binding implements AutoCloseable {

    private final int rows;
    private final int width;
    private final List<Filled> inputs = new ArrayList<>();
    private final Map<String, OnnxTensor> inputTensors = new LinkedHashMap<>();
    private final Map<String, Output> outputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();
    private final NativeTensors tensors = new NativeTensors();
    private long bytes;

    private record Filled(DataType type, int first, int width, ByteBuffer memory) {}

    private record Output(DataType type, int[] shape, ByteBuffer memory) {}

    private Binding(int rows, int width) {
        this.rows = rows;
        this.width = width;
    }

    static Binding of(NumberTensors numbers, List<Input> inputs, Map<String, RowShape> outputs, Table table)
            throws OrtException {
        Binding binding = new Binding(table.rows(), table.width());
        try {
            for (int i = 0; i < inputs.size(); i++) {
                binding.addInput(numbers, inputs.get(i), i, inputs.size() == 1 ? table.width() : 1);
            }
            for (Map.Entry<String, RowShape> output : outputs.entrySet()) {
                binding.addOutput(numbers, output.getKey(), output.getValue());
            }
            return binding;
        } catch (OrtException | RuntimeException e) {
            binding.close();
            throw e;
        }
    }

    private void addInput(NumberTensors numbers, Input input, int first, int columns) throws OrtException {
        ByteBuffer memory = memory(input.type(), rows, columns);
        inputs.add(new Filled(input.type(), first, columns, memory));
        inputTensors.put(input.name(), tensor(numbers, input.type(), memory, rows, columns));
    }

    private void addOutput(NumberTensors numbers, String name, RowShape row) throws OrtException {
        int[] shape = row.of(rows);
        ByteBuffer memory = memory(row.type(), shape);
        outputs.put(name, new Output(row.type(), shape, memory));
        outputTensors.put(name, tensor(numbers, row.type(), memory, shape));
    }

    private OnnxTensor tensor(NumberTensors numbers, DataType type, ByteBuffer memory, int... shape)
            throws OrtException {
        bytes += memory.capacity();
        return tensors.add(numbers.of(type, memory, longs(shape)));
    }

    private static long[] longs(int... shape) {
        long[] longs = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            longs[i] = shape[i];
        }
        return longs;
    }

    private static ByteBuffer memory(DataType type, int... shape) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Tensor.size(shape), type.bytes()))
                .order(ByteOrder.nativeOrder());
    }

    /** A tensor of its own for one run. */
    static OnnxTensor fresh(
            OrtEnvironment environment, NumberTensors numbers, Input input, Table table, int first, int width)
            throws OrtException {
        long[] shape = {table.rows(), width};
        if (input.type() == DataType.STRING) {
            return OnnxTensor.createTensor(environment, TableInputs.texts(table, first, width), shape);
        }
        ByteBuffer memory = memory(input.type(), table.rows(), width);
        TableInputs.fill(table, first, width, input.type(), memory);
        return numbers.of(input.type(), memory, shape);
    }

    Payload score(OrtSession session, Table table, Run run, Set<String> outputNames) throws OrtException {
        for (Filled input : inputs) {
            TableInputs.fill(table, input.first(), input.width(), input.type(), input.memory());
        }
        Set<String> made = new LinkedHashSet<>(outputNames);
        made.removeAll(outputs.keySet());
        try (OrtSession.Result result = run.of(session, inputTensors, made, outputTensors)) {
            Map<String, Payload> answer = new LinkedHashMap<>();
            for (String name : outputNames) {
                answer.put(name, answer(name, result));
            }
            return Answers.outputs(answer);
        }
    }

    /** A copy, since the memory is written over by the next run. */
    private Payload answer(String name, OrtSession.Result result) throws OrtException {
        Output output = outputs.get(name);
        if (output == null) {
            OnnxValue made = result.get(name).orElseThrow();
            return Answers.of(made);
        }
        ByteBuffer copy = ByteBuffer.allocate(output.memory().capacity()).order(ByteOrder.nativeOrder());
        copy.put(0, output.memory(), 0, output.memory().capacity());
        return Answers.tensor(output.type(), output.shape().clone(), copy);
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    /** The length of the native memory. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
