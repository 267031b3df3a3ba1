package dev.scoreline.batch.output;

import dev.scoreline.scoring.codec.JsonBytes;
import org.jspecify.annotations.Nullable;

/** {@code {"file":"a.csv","row":0,"inputs":{…},"prediction":1.5}}, a row a line. */
final class JsonLinesForm implements RowFormat {

    @Override
    public byte[] header(ScoredRows rows) {
        return new byte[0];
    }

    @Override
    public void write(ScoredRows rows, JsonBytes out) {
        for (int r = 0; r < rows.count(); r++) {
            out.word("{\"file\":");
            out.text(rows.file());
            out.word(",\"row\":");
            out.number(rows.numbers()[r]);
            if (!rows.kept().isEmpty()) {
                inputs(rows, r, out);
            }
            out.word(",\"prediction\":");
            rows.answers().writeRow(r, out);
            out.word("}\n");
        }
    }

    private static void inputs(ScoredRows rows, int row, JsonBytes out) {
        out.word(",\"inputs\":{");
        for (int c = 0; c < rows.kept().size(); c++) {
            if (c > 0) {
                out.ascii(',');
            }
            out.text(rows.keptNames().get(c));
            out.ascii(':');
            value(rows.kept().get(c).cell(row), out);
        }
        out.ascii('}');
    }

    /** An input that is kept. */
    static void value(@Nullable Object cell, JsonBytes out) {
        if (cell instanceof String text) {
            out.text(text);
        } else if (cell instanceof Double number && !number.isNaN()) {
            out.number(number.doubleValue());
        } else if (cell instanceof Long number) {
            out.number(number.longValue());
        } else if (cell instanceof Boolean truth) {
            out.word(truth.toString());
        } else {
            out.word("null");
        }
    }
}
