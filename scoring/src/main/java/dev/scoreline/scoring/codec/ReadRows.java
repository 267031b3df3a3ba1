package dev.scoreline.scoring.codec;

import dev.scoreline.model.Payload;
import dev.scoreline.model.Table;

/** The rows of a request, where they stood in it, and how their form is answered. Immutable; thread-safe. */
record ReadRows(Payload input, Places places, AnswerForm answer) {

    ReadRows(Table table, Places places) {
        this(table, places, AnswerForm.BARE);
    }

    /** The rows of a form that has them. */
    Table table() {
        return Table.expected(input);
    }

    ReadRows answeredAs(AnswerForm form) {
        return new ReadRows(input, places, form);
    }
}
