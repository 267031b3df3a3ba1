package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.io.IOException;
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

    /** Reads inputs that stand by their names in an object. */
    InputsByName byName(FormInput object) {
        return new TensorsByName(inputs, object);
    }

    OnnxInputs onnx(BodyPlace place) {
        return new InputTensors(inputs, place);
    }

    private ReadRows readOnly(FormInput input) throws IOException {
        if (inputs.size() != 1) {
            throw input.refusal("expected an object of the inputs " + Excerpt.list(names()) + " but got "
                    + JsonValues.describe(input.parser(), input.token()));
        }
        Input only = inputs.get(0);
        String pointer = input.pointer();
        Tensor tensor = new NestedReader(only, input).read();
        return new ReadRows(new Tensors(Map.of(only.name(), tensor)), (row, column) -> pointer, AnswerForm.BARE);
    }

    private ReadRows readNamed(FormInput input) throws IOException {
        JsonParser parser = input.parser();
        InputsByName reader = byName(input);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            reader.read(name);
        }
        return reader.rows();
    }

    /** Whether the model takes more than one input, which a list alone cannot be. */
    boolean areSeveral() {
        return inputs.size() > 1;
    }

    private List<String> names() {
        return inputs.stream().map(Input::name).toList();
    }

    /** The forms, for a person. */
    String told() {
        String named = inputs.stream()
                .map(input ->
                        "\"" + Excerpt.of(input.name()) + "\": nested lists of " + input.type() + " " + input.shape())
                .collect(Collectors.joining(", ", "{", "}"));
        return inputs.size() == 1
                ? named + ", or {\"data\": …} with the same lists, or {\"inputs\": …} with either"
                : named + ", or {\"inputs\": …} with the same object";
    }
}
