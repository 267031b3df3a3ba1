package dev.scoreline.scoring.codec;

import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the inputs of a model that takes tensors: all of them, each once. One thread. */
final class InputTensors implements OnnxInputs {

    private final List<Input> inputs;
    private final BodyPlace place;
    private final Map<String, Tensor> given = new LinkedHashMap<>();
    private long values;
    private boolean isOnnx;
    private boolean isRaw = true;

    /** @param place where the object of the inputs stands */
    InputTensors(List<Input> inputs, BodyPlace place) {
        this.inputs = inputs;
        this.place = place;
    }

    @Override
    public long values() {
        return values;
    }

    /** The input of a name, which has not been given before. */
    Input expected(String name) {
        for (Input input : inputs) {
            if (input.name().equals(name)) {
                if (given.containsKey(name)) {
                    throw place.refusedKey(name, "the input is given twice");
                }
                return input;
            }
        }
        throw place.refusedKey(name, "the model has no input of this name: expected " + Excerpt.list(names()));
    }

    void add(String name, Tensor tensor) {
        given.put(name, tensor);
        values += Tensor.size(tensor.shape());
    }

    @Override
    public void add(OnnxTensor onnx) {
        isOnnx = true;
        isRaw &= onnx.isRaw();
        add(expected(onnx.name()).name(), onnx.tensor());
    }

    @Override
    public ReadRows rows() {
        for (String name : names()) {
            if (!given.containsKey(name)) {
                throw place.refusal(
                        "the input " + Excerpt.quoted(name) + " is missing: expected " + Excerpt.list(names()));
            }
        }
        AnswerForm onnxForm = isRaw ? AnswerForm.RAW_TENSORS : AnswerForm.TENSORS;
        return new ReadRows(new Tensors(given), (row, column) -> place.pointer(), isOnnx ? onnxForm : AnswerForm.BARE);
    }

    private List<String> names() {
        return inputs.stream().map(Input::name).toList();
    }
}
