package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.ModelSignature.Input;
import java.io.IOException;
import java.util.List;

/** Reads the inputs of a model that takes tensors: each is nested lists or an ONNX tensor. One thread. */
final class TensorsByName implements InputsByName {

    private final FormInput object;
    private final InputTensors tensors;

    /** @param object the object that holds the inputs */
    TensorsByName(List<Input> inputs, FormInput object) {
        this.object = object;
        this.tensors = new InputTensors(inputs, object.place());
    }

    @Override
    public void read(String name) throws IOException {
        Input expected = tensors.expected(name);
        FormInput at = object.under(name).after(tensors.values());
        if (at.token() == JsonToken.START_OBJECT) {
            tensors.add(new OnnxTensorReader(name, at).read());
        } else {
            tensors.add(name, new NestedReader(expected, at).read());
        }
    }

    @Override
    public ReadRows rows() {
        return tensors.rows();
    }
}
