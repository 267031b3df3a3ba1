package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Input;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The forms in which a model takes its rows as JSON: which key of a body says which form, and what reads it. Made once for a
 * model; {@code docs/payloads.md} shows every form with its answer. Immutable; thread-safe.
 */
final class PayloadForms {

    /** Keys beside the rows, which mean what they say also where an input has such a name. */
    private static final Set<String> BESIDE = Set.of("method", "signature_name", "outputFilter", "output_filter");

    private final Map<String, Form> forms = new LinkedHashMap<>();
    private final List<Input> inputs;
    private final Set<String> inputNames;
    private final InputColumns columns;
    private final Optional<TensorForms> tensors;
    private final JsonLimits limits;

    /**
     * A key of the body.
     *
     * @param place where the key's value stands
     */
    record Form(FormReader reader, BodyPlace place) {}

    PayloadForms(InputColumns columns, ModelSignature signature, JsonLimits limits) {
        this.limits = limits;
        this.columns = columns;
        this.inputs = signature.tensors();
        this.inputNames = signature.tensors().stream()
                .map(Input::name)
                .filter(name -> !BESIDE.contains(name))
                .collect(Collectors.toUnmodifiableSet());
        this.tensors =
                signature.columns().isPresent() ? Optional.empty() : Optional.of(new TensorForms(signature.tensors()));
        if (tensors.isPresent()) {
            TensorForms nested = tensors.get();
            put("data", nested::read);
            put("input_data", nested::read);
            put("instances", input -> nested.read(input).answeredAs(AnswerForm.PREDICTIONS));
            put("inputs", nested::read);
            return;
        }
        put("data", this::readData);
        put("input_data", this::readInputData);
        put("instances", PayloadForms::readInstances);
        put("inputs", this::readInputs);
    }

    private void put(String key, FormReader reader) {
        forms.put(key, new Form(reader, new BodyPlace("/" + key, limits, 0)));
    }

    /** The form that a key says; empty if it says none. */
    Optional<Form> form(String key) {
        return Optional.ofNullable(forms.get(key));
    }

    /**
     * Whether a key at the top of the body is an input of the model. A key that says a form is that form; only where a list
     * can be none, since the model takes several tensors, a list under such a key is the input of that name.
     */
    boolean isInput(String key, JsonToken token) {
        return inputNames.contains(key)
                && (!forms.containsKey(key)
                        || (token == JsonToken.START_ARRAY
                                && tensors.isPresent()
                                && tensors.get().areSeveral()));
    }

    /** What reads inputs that stand by their names at the top of the body. */
    InputsByName byName(FormInput body) {
        if (tensors.isPresent()) {
            return tensors.get().byName(body);
        }
        return columns.isNamed() ? new ColumnReader(body) : new OnlyInput(body);
    }

    /**
     * What makes of ONNX tensors what the model takes.
     *
     * @param place where the tensors stand
     */
    OnnxInputs onnx(BodyPlace place) {
        return tensors.isPresent() ? tensors.get().onnx(place) : new TensorRows(place, columns, inputs);
    }

    /** All forms, for a person. */
    String told() {
        if (tensors.isPresent()) {
            return tensors.get().told();
        }
        return columns.form() + "; or " + objects("data") + ", {\"input_data\": …} with the same or {\"name\": [[…]]}"
                + ", {\"instances\": […]}, {\"inputs\": …}" + toldByName();
    }

    private String toldByName() {
        if (inputNames.isEmpty()) {
            return "";
        }
        return columns.isNamed()
                ? ", or {\"column\": […], …}"
                : ", or {\"" + Excerpt.of(inputNames.iterator().next()) + "\": [[…]]}";
    }

    private String objects(String key) {
        String split = "{\"" + key + "\": {\"columns\": […], \"data\": [[…]]}}";
        if (!columns.isNamed()) {
            return split;
        }
        return split + ", {\"column\": […]}, {\"column\": {\"row\": …}}, {\"row\": {\"column\": …}} or {\"schema\": …,"
                + " \"data\": [{…}]}";
    }

    private ReadRows readData(FormInput input) throws IOException {
        return input.token() == JsonToken.START_OBJECT
                ? readFrame(input, ObjectShape.of(input))
                : RowReader.of(input).read();
    }

    private ReadRows readInputData(FormInput input) throws IOException {
        if (input.token() != JsonToken.START_OBJECT) {
            return RowReader.of(input).read();
        }
        ObjectShape shape = ObjectShape.of(input);
        return shape == ObjectShape.TENSOR ? readTensor(input) : readFrame(input, shape);
    }

    private static ReadRows readInstances(FormInput input) throws IOException {
        return RowReader.loose(input).read().answeredAs(AnswerForm.PREDICTIONS);
    }

    private ReadRows readInputs(FormInput input) throws IOException {
        if (input.token() != JsonToken.START_OBJECT) {
            return RowReader.loose(input).read().answeredAs(AnswerForm.OUTPUTS);
        }
        ObjectShape shape = ObjectShape.ofTensors(input);
        return switch (shape) {
            case ONNX -> readOnnx(input);
            case TENSOR -> readTensor(input).answeredAs(AnswerForm.OUTPUTS);
            case COLUMN_LISTS -> readFrame(input, shape).answeredAs(AnswerForm.OUTPUTS);
            case FRAME, COLUMNS, ROWS, AMBIGUOUS, UNKNOWN ->
                throw input.refusal(
                        "expected a list, or an object of lists or of tensors with \"dims\" and \"dataType\"");
        };
    }

    private ReadRows readOnnx(FormInput input) throws IOException {
        JsonParser parser = input.parser();
        OnnxInputs given = onnx(input.place());
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            given.add(new OnnxTensorReader(name, input.under(name).after(given.values())).read());
        }
        return given.rows();
    }

    private ReadRows readFrame(FormInput input, ObjectShape shape) throws IOException {
        if (shape == ObjectShape.FRAME) {
            return new FrameReader(input).read();
        }
        if (!columns.isNamed()) {
            throw input.refusal("expected a list of rows but got an object, and the model does not know its columns by"
                    + " name: expected " + told());
        }
        return switch (shape) {
            case COLUMN_LISTS -> new ColumnReader(input).readLists();
            case COLUMNS -> new ColumnReader(input).readLabelled();
            case ROWS -> RowReader.of(input).readLabelled();
            case AMBIGUOUS ->
                throw input.refusal("the object can be read by column and by row, since names of columns stand"
                        + " in both places: expected " + told());
            case FRAME, TENSOR, ONNX, UNKNOWN ->
                throw input.refusal(
                        "expected a list of rows but got an object that names none of the model's columns: expected "
                                + told());
        };
    }

    /** Reads the rows of the one tensor in an object, whatever it is called. */
    private static ReadRows readTensor(FormInput input) throws IOException {
        String name = input.parser().nextFieldName();
        input.parser().nextToken();
        ReadRows rows = RowReader.loose(input.under(name == null ? "" : name)).read();
        String next = input.parser().nextFieldName();
        if (next != null) {
            throw tooMany(input, next);
        }
        return rows;
    }

    private static InferenceException tooMany(FormInput input, String name) {
        return input.refusedKey(
                name, "expected no other tensor beside the one of all rows, as that is all that the model takes");
    }
}
