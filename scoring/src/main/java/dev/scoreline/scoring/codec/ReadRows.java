package dev.scoreline.scoring.codec;

import dev.scoreline.model.Table;

/** The rows of a request, where they stood in it, and how their form is answered. Immutable; thread-safe. */
record ReadRows(Table table, Places places, AnswerForm answer) {

    ReadRows(Table table, Places places) {
        this(table, places, AnswerForm.BARE);
    }

    ReadRows answeredAs(AnswerForm form) {
        return new ReadRows(table, places, form);
    }
}
