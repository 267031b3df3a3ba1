package dev.scoreline.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks the tensors of a request and makes them ONNX Runtime's. Immutable; thread-safe. */
final class TensorInputs {

    private final OrtEnvironment environment;
    private final NumberTensors numbers;
    private final ModelSignature signature;

    TensorInputs(OrtEnvironment environment, NumberTensors numbers, ModelSignature signature) {
        this.environment = environment;
        this.numbers = numbers;
        this.signature = signature;
    }

    /** The input as tensors by name; a single tensor is that of a model with one input. */
    Tensors expected(Payload input) {
        if (input instanceof Tensors tensors) {
            return tensors;
        }
        if (input instanceof Tensor tensor && signature.tensors().size() == 1) {
            return new Tensors(Map.of(signature.tensors().get(0).name(), tensor));
        }
        throw InferenceException.invalidInput("expected the tensors " + names() + " but got a "
                + input.getClass().getSimpleName());
    }

    private List<String> names() {
        return signature.tensors().stream().map(Input::name).toList();
    }

    Map<String, OnnxTensor> convert(Tensors given, NativeTensors made) throws OrtException {
        for (String name : given.byName().keySet()) {
            if (!names().contains(name)) {
                throw InferenceException.invalidInput("the model has no input '" + name + "': expected " + names());
            }
        }
        Map<String, OnnxTensor> converted = new LinkedHashMap<>();
        for (Input input : signature.tensors()) {
            Tensor tensor = given.byName().get(input.name());
            if (tensor == null) {
                throw InferenceException.invalidInput(
                        "the input '" + input.name() + "' is missing: expected " + names());
            }
            converted.put(input.name(), made.add(convert(input, tensor)));
        }
        return converted;
    }

    private OnnxTensor convert(Input input, Tensor tensor) throws OrtException {
        if (tensor.type() != input.type() || !input.accepts(tensor.shape())) {
            throw InferenceException.invalidInput("input '" + input.name() + "': expected " + input.type() + " "
                    + input.shape() + " but got " + tensor.type() + " " + Arrays.toString(tensor.shape()));
        }
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        if (tensor instanceof Tensor.Doubles doubles) {
            return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(doubles.values()), shape);
        }
        if (tensor instanceof Tensor.Longs longs) {
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(longs.values()), shape);
        }
        if (tensor instanceof Tensor.Texts texts) {
            return OnnxTensor.createTensor(environment, texts.values(), shape);
        }
        return numbers.of(input.type(), bytes(tensor), shape);
    }

    /** The values outside the heap: ONNX Runtime's Java copies arrays there by itself, but no bytes. */
    private static ByteBuffer bytes(Tensor tensor) {
        if (tensor instanceof Tensor.Packed packed) {
            ByteBuffer given = packed.bytes();
            if (given.isDirect()) {
                return given.duplicate().order(ByteOrder.nativeOrder()).rewind();
            }
            ByteBuffer copy = ByteBuffer.allocateDirect(given.limit()).order(ByteOrder.nativeOrder());
            return copy.put(0, given, 0, given.limit());
        }
        boolean[] values = ((Tensor.Booleans) tensor).values();
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
        for (int i = 0; i < values.length; i++) {
            bytes.put(i, (byte) (values[i] ? 1 : 0));
        }
        return bytes;
    }
}
