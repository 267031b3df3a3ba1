package dev.scoreline.batch.output;

import dev.scoreline.batch.input.KeptCells;
import dev.scoreline.scoring.codec.JsonBytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is kept of a run's rows until all of them are known, for a form that is written as a whole: {@link TypedRows} reads it. A
 * line is JSON: {@code {"columns":["file","row","prediction"]}} before the rows of each piece, then {@code ["a.csv",0,1.5]}. A
 * number with a point or an exponent is a double and one without is whole; what is missing is null. Stateless; thread-safe.
 */
final class TypedLines implements RowFormat {

    /** None of its own: each piece has one, as files may differ in the columns that go along. */
    @Override
    public byte[] header(ScoredRows rows) {
        return new byte[0];
    }

    @Override
    public void write(ScoredRows rows, JsonBytes out) {
        columns(names(rows), out);
        JsonBytes file = new JsonBytes(64);
        file.ascii('[');
        file.text(rows.file());
        file.ascii(',');
        byte[] begin = file.toByteArray();
        for (int r = 0; r < rows.count(); r++) {
            out.raw(begin);
            out.number(rows.numbers()[r]);
            for (KeptCells cells : rows.kept()) {
                out.ascii(',');
                JsonLinesForm.value(cells.cell(r), out);
            }
            for (int c = 0; c < rows.answers().columns(); c++) {
                out.ascii(',');
                rows.answers().write(r, c, out);
            }
            out.word("]\n");
        }
    }

    /** The line before rows. */
    static void columns(List<String> names, JsonBytes out) {
        out.word("{\"columns\":[");
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            out.text(names.get(i));
        }
        out.word("]}\n");
    }

    /** In the order of the CSV form. The answers keep their names: an input that is called like one gets {@code .1}, as in pandas. */
    private static List<String> names(ScoredRows rows) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>(distinct(List.of("file", "row"), taken));
        List<String> answers = distinct(PredictionNames.of(rows.answers()), taken);
        names.addAll(distinct(rows.keptNames(), taken));
        names.addAll(answers);
        return names;
    }

    private static List<String> distinct(List<String> names, Set<String> taken) {
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            String free = name;
            for (int i = 1; !taken.add(free); i++) {
                free = name + "." + i;
            }
            distinct.add(free);
        }
        return distinct;
    }
}
