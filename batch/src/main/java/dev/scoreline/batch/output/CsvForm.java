package dev.scoreline.batch.output;

import dev.scoreline.batch.input.KeptCells;
import dev.scoreline.scoring.codec.JsonBytes;
import java.nio.charset.StandardCharsets;

/** {@code file,row,…,prediction} with a header: what a spreadsheet or pandas reads without being told anything. */
final class CsvForm implements RowFormat {

    @Override
    public byte[] header(ScoredRows rows) {
        JsonBytes out = new JsonBytes(256);
        out.word("file,row");
        for (String name : rows.keptNames()) {
            out.ascii(',');
            CsvCells.text(name, ',', out);
        }
        for (String name : PredictionNames.of(rows.answers())) {
            out.ascii(',');
            CsvCells.text(name, ',', out);
        }
        out.ascii('\n');
        return out.toByteArray();
    }

    @Override
    public void write(ScoredRows rows, JsonBytes out) {
        JsonBytes key = new JsonBytes(64);
        CsvCells.text(rows.file(), ',', key);
        byte[] file = (new String(key.toByteArray(), StandardCharsets.UTF_8) + ",").getBytes(StandardCharsets.UTF_8);
        for (int r = 0; r < rows.count(); r++) {
            out.raw(file);
            out.number(rows.numbers()[r]);
            for (KeptCells column : rows.kept()) {
                out.ascii(',');
                CsvCells.kept(column.cell(r), out);
            }
            for (int c = 0; c < rows.answers().columns(); c++) {
                out.ascii(',');
                CsvCells.answer(rows.answers(), r, c, ',', out);
            }
            out.ascii('\n');
        }
    }
}
