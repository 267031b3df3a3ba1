package dev.scoreline.scoring.codec;

import dev.scoreline.model.Table;
import java.util.Optional;

/**
 * A request to score: what is asked of the model, and the rows. Immutable; thread-safe.
 *
 * @param method one of the model's methods; empty when the request names none, which asks for the default method and for a
 *     bare list as the answer
 * @param table the model's columns in the model's order
 * @param form how the request wrote its rows, which is how an error names a place in them
 */
public record ScoreRequest(Optional<String> method, Table table, Form form) {

    /** How the rows are written. */
    public enum Form {
        /** Each row a list, in the order of the model's columns. */
        LISTS,
        /** Each row an object, its values by the names of the columns. */
        RECORDS
    }

    public ScoreRequest(Optional<String> method, Table table) {
        this(method, table, Form.LISTS);
    }
}
