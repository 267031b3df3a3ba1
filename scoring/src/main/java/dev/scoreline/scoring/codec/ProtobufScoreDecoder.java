package dev.scoreline.scoring.codec;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a body in protobuf's binary form, the {@code PredictRequest} of ONNX Runtime Server's {@code predict.proto}: {@code
 * map<string, onnx.TensorProto> inputs = 2} and {@code repeated string output_filter = 3}. It gives what the same request in JSON
 * gives. Made once for a model; other fields are skipped, and places are told as JSON pointers in the names of protobuf's JSON.
 *
 * <p>Immutable; thread-safe.
 */
public final class ProtobufScoreDecoder {

    private static final int INPUTS = 2;
    private static final int OUTPUT_FILTER = 3;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final PayloadForms forms;
    private final Choices choices;
    private final JsonLimits limits;

    public ProtobufScoreDecoder(ModelSignature signature, JsonLimits limits) {
        this.forms = new PayloadForms(new InputColumns(signature), signature, limits);
        this.choices = new Choices(signature);
        this.limits = limits;
    }

    /**
     * Reads one body.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is damaged or not of the model's form, {@code INPUT_TOO_LARGE} if it
     *     is over a limit
     */
    public ScoreRequest decode(byte[] body, int offset, int length) {
        BodyPlace place = new BodyPlace("/inputs", limits, 0);
        OnnxInputs inputs = forms.onnx(place);
        List<String> filter = new ArrayList<>();
        WireReader request = new WireReader(body, offset, length, ProtobufScoreDecoder::damaged);
        for (int field = request.next(); field != 0; field = request.next()) {
            switch (field) {
                case INPUTS -> inputs.add(entry(request.message(), place.after(inputs.values())));
                case OUTPUT_FILTER -> addName(request, filter);
                default -> {}
            }
        }
        ReadRows rows = inputs.rows();
        return choices.request(Optional.empty(), rows, rows.answer(), filter);
    }

    /** An entry of the map, itself a message. */
    private OnnxTensor entry(WireReader entry, BodyPlace inputs) {
        String name = "";
        Optional<WireReader> tensor = Optional.empty();
        for (int field = entry.next(); field != 0; field = entry.next()) {
            switch (field) {
                case KEY -> name = name(entry, limits.maxNameChars());
                case VALUE -> tensor = Optional.of(entry.message());
                default -> {}
            }
        }
        BodyPlace place = inputs.under(name);
        WireReader fields = tensor.orElseThrow(() -> place.refusal("the tensor is missing"));
        return new ProtobufTensorReader(name, place).read(fields);
    }

    private void addName(WireReader request, List<String> filter) {
        if (filter.size() == choices.size()) {
            throw InferenceException.invalidInput(
                    "/outputFilter: expected at most " + filter.size() + " names but got more");
        }
        filter.add(name(request, limits.maxNameChars()));
    }

    private static String name(WireReader field, int maxChars) {
        if (field.length() > maxChars) {
            throw damaged("a name has " + field.length() + " bytes, and " + maxChars + " are the limit");
        }
        return field.text();
    }

    private static InferenceException damaged(String what) {
        return InferenceException.invalidInput(
                "the body is no PredictRequest in protobuf's binary form, or it is damaged: " + what);
    }
}
