package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the inputs of a model that takes tensors: nested lists for its one input, or an object of nested lists, or of ONNX tensors, by
 * the inputs' names. Immutable; thread-safe.
 */
final class TensorForms {

    private final List<Input> inputs;

    TensorForms(List<Input> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    ReadRows read(FormInput input) throws IOException {
        return input.token() == JsonToken.START_OBJECT ? readNamed(input) : readOnly(input);
    }

    private ReadRows readOnly(FormInput input) throws IOException {
        if (inputs.size() != 1) {
            throw input.refusal("expected an object of the inputs " + Excerpt.list(names()) + " but got "
                    + JsonValues.describe(input.parser(), input.token()));
        }
        Input only = inputs.get(0);
        return rows(Map.of(only.name(), new NestedReader(only, input).read()), input, AnswerForm.BARE);
    }

    private ReadRows readNamed(FormInput input) throws IOException {
        JsonParser parser = input.parser();
        Map<String, Tensor> read = new LinkedHashMap<>();
        boolean isOnnx = false;
        boolean isRaw = true;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            FormInput at = input.under(name);
            Tensor tensor;
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                OnnxTensor onnx = new OnnxTensorReader(name, at).read();
                isOnnx = true;
                isRaw &= onnx.isRaw();
                tensor = onnx.tensor();
            } else {
                tensor = new NestedReader(known(name, input), at).read();
            }
            if (read.put(name, tensor) != null) {
                throw at.refusal("the input is given twice");
            }
        }
        AnswerForm onnxForm = isRaw ? AnswerForm.RAW_TENSORS : AnswerForm.TENSORS;
        return rows(read, input, isOnnx ? onnxForm : AnswerForm.BARE);
    }

    private ReadRows rows(Map<String, Tensor> read, FormInput input, AnswerForm answer) {
        String pointer = input.pointer();
        return new ReadRows(new Tensors(read), (row, column) -> pointer, answer);
    }

    private Input known(String name, FormInput input) {
        return inputs.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> input.refusedKey(
                        name, "the model has no input of this name: expected " + Excerpt.list(names())));
    }

    private List<String> names() {
        return inputs.stream().map(Input::name).toList();
    }

    /** The forms, for a person. */
    String told() {
        String named = inputs.stream()
                .map(input -> "\"" + input.name() + "\": nested lists of " + input.type() + " " + input.shape())
                .collect(Collectors.joining(", ", "{\"inputs\": {", "}}"));
        return inputs.size() == 1 ? named + " or {\"data\": …} with the same lists" : named;
    }
}
