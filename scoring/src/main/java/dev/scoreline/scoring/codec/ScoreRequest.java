package dev.scoreline.scoring.codec;

import dev.scoreline.model.Table;
import java.util.Optional;

/**
 * A request to score: what is asked of the model, the rows, and how the answer is to be written. Immutable; thread-safe.
 *
 * @param method one of the model's methods; empty when the request names none, which asks for the default method
 * @param table the model's columns in the model's order
 * @param places where the request has its values, which is how an error names one
 * @param answer how the answer is to be written
 */
public record ScoreRequest(Optional<String> method, Table table, Places places, AnswerForm answer) {

    /** Rows as the form {@code data} has them: the answer is bare if no method is named, and keyed by the method if one is. */
    public ScoreRequest(Optional<String> method, Table table) {
        this(method, table, Places.lists("/data"), method.isPresent() ? AnswerForm.BY_METHOD : AnswerForm.BARE);
    }
}
