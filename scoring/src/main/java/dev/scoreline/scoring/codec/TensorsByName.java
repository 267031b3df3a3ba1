package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the inputs of a model that takes tensors: each is nested lists or an ONNX tensor. One thread. */
final class TensorsByName implements InputsByName {

    private final List<Input> inputs;
    private final FormInput object;
    private final Map<String, Tensor> read = new LinkedHashMap<>();
    private long values;
    private boolean isOnnx;
    private boolean isRaw = true;

    /** @param object the object that holds the inputs */
    TensorsByName(List<Input> inputs, FormInput object) {
        this.inputs = inputs;
        this.object = object;
    }

    @Override
    public void read(String name) throws IOException {
        Input known = known(name);
        FormInput at = object.under(name).after(values);
        if (read.containsKey(name)) {
            throw at.refusal("the input is given twice");
        }
        Tensor tensor = at.token() == JsonToken.START_OBJECT ? onnx(name, at) : new NestedReader(known, at).read();
        values += Tensor.size(tensor.shape());
        read.put(name, tensor);
    }

    private Tensor onnx(String name, FormInput at) throws IOException {
        OnnxTensor onnx = new OnnxTensorReader(name, at).read();
        isOnnx = true;
        isRaw &= onnx.isRaw();
        return onnx.tensor();
    }

    private Input known(String name) {
        return inputs.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> object.refusedKey(
                        name, "the model has no input of this name: expected " + Excerpt.list(names())));
    }

    @Override
    public ReadRows rows() {
        for (String name : names()) {
            if (!read.containsKey(name)) {
                throw object.refusal(
                        "the input " + Excerpt.quoted(name) + " is missing: expected " + Excerpt.list(names()));
            }
        }
        AnswerForm onnxForm = isRaw ? AnswerForm.RAW_TENSORS : AnswerForm.TENSORS;
        String pointer = object.pointer();
        return new ReadRows(new Tensors(read), (row, column) -> pointer, isOnnx ? onnxForm : AnswerForm.BARE);
    }

    private List<String> names() {
        return inputs.stream().map(Input::name).toList();
    }
}
