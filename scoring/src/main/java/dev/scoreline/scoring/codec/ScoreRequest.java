package dev.scoreline.scoring.codec;

import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensors;
import java.util.List;
import java.util.Optional;

/**
 * A request to score: what is asked of the model, the rows, and how the answer is to be written. Immutable; thread-safe.
 *
 * @param method one of the model's methods; empty when the request names none, which asks for the default method
 * @param input a table of the model's columns in the model's order, or tensors by name
 * @param outputs which of the method's outputs are wanted, by name; empty for all
 * @param places where the request has its values, which is how an error names one
 * @param answer how the answer is to be written
 */
public record ScoreRequest(
        Optional<String> method, Payload input, Places places, AnswerForm answer, List<String> outputs) {

    public ScoreRequest {
        outputs = List.copyOf(outputs);
    }

    public ScoreRequest(Optional<String> method, Payload input, Places places, AnswerForm answer) {
        this(method, input, places, answer, List.of());
    }

    /** Rows as the form {@code data} has them: the answer is bare if no method is named, and keyed by the method if one is. */
    public ScoreRequest(Optional<String> method, Table table) {
        this(method, table, Places.lists("/data"), method.isPresent() ? AnswerForm.BY_METHOD : AnswerForm.BARE);
    }

    /** The same request, with an answer in which each output is a tensor. */
    public ScoreRequest answeredAsTensors() {
        return answer.isTensors() ? this : new ScoreRequest(method, input, places, AnswerForm.TENSORS, outputs);
    }

    /** How many rows come in; of tensors the length of the first one's outermost dimension. */
    public int rows() {
        if (input instanceof Table table) {
            return table.rows();
        }
        return input instanceof Tensors tensors ? tensors.rows() : 1;
    }

    /**
     * The rows of a request to a model that takes tables.
     *
     * @throws InferenceException {@code INVALID_INPUT} if the input is no table
     */
    public Table table() {
        return Table.expected(input);
    }
}
