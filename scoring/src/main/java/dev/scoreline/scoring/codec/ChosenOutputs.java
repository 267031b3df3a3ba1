package dev.scoreline.scoring.codec;

import dev.scoreline.model.ModelSignature.Output;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of an answer a request asks for. Stateless; thread-safe. */
public final class ChosenOutputs {

    private ChosenOutputs() {}

    /**
     * The outputs that a request names, or all. Written as tensors, a single output bears the name that the model gives it.
     *
     * @param outputs the outputs that the method names; none where the model has no names
     */
    public static Payload of(ScoreRequest request, List<Output> outputs, Payload answer) {
        if (request.answer().isTensors() && outputs.size() == 1 && !(answer instanceof Named)) {
            return new Named(Map.of(outputs.get(0).name(), answer));
        }
        if (request.outputs().isEmpty() || !(answer instanceof Named named)) {
            return answer;
        }
        Map<String, Payload> chosen = new LinkedHashMap<>(named.byName());
        chosen.keySet().retainAll(request.outputs());
        return new Named(chosen);
    }
}
