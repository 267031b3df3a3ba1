package dev.scoreline.batch.output;

import dev.scoreline.scoring.codec.JsonBytes;
import dev.scoreline.scoring.codec.PayloadRows;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cells of delimited text, quoted where they have to be (RFC 4180). Stateless; thread-safe. */
final class CsvCells {

    private CsvCells() {}

    /** A text, in quotes if it holds the delimiter, a quote, a line end or nothing at all. */
    static void text(String text, char delimiter, JsonBytes out) {
        boolean plain = !text.isEmpty();
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c != delimiter && c != '"' && c != '\n' && c != '\r';
        }
        String cell = plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        out.raw(cell.getBytes(StandardCharsets.UTF_8));
    }

    /** An input that is kept: what is missing is an empty cell. */
    static void kept(@Nullable Object cell, JsonBytes out) {
        if (cell instanceof Double number && !number.isNaN()) {
            out.number(number.doubleValue());
        } else if (cell instanceof Long number) {
            out.number(number.longValue());
        } else if (cell instanceof String text) {
            text(text, ',', out);
        } else if (cell instanceof Boolean truth) {
            out.word(truth.toString());
        }
    }

    /** A value of an answer, with the very text that {@code /score} gives it. */
    static void answer(PayloadRows answers, int row, int column, char delimiter, JsonBytes out) {
        if (answers.isText(row, column)) {
            text(answers.text(row, column), delimiter, out);
        } else if (answers.isNested()) {
            JsonBytes nested = new JsonBytes(64);
            answers.write(row, column, nested);
            text(utf8(nested), delimiter, out);
        } else {
            answers.write(row, column, out);
        }
    }

    /** A row's whole answer in one cell: as a list where it is more than one value. */
    static void wholeAnswer(PayloadRows answers, int row, char delimiter, JsonBytes out) {
        if (answers.columns() == 1) {
            answer(answers, row, 0, delimiter, out);
            return;
        }
        JsonBytes list = new JsonBytes(64);
        answers.writeRow(row, list);
        text(utf8(list), delimiter, out);
    }

    private static String utf8(JsonBytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
