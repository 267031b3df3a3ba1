package dev.scoreline.batch.output;

import dev.scoreline.batch.input.KeptCells;
import dev.scoreline.scoring.codec.JsonBytes;

/** Blanks between the values and no header, as Azure ML appends the data frames of an own script: file, row, prediction. */
final class AzureScriptForm implements RowFormat {

    private static final char BLANK = ' ';

    @Override
    public byte[] header(ScoredRows rows) {
        return new byte[0];
    }

    @Override
    public void write(ScoredRows rows, JsonBytes out) {
        for (int r = 0; r < rows.count(); r++) {
            CsvCells.text(rows.file(), BLANK, out);
            out.ascii(BLANK);
            out.number(rows.numbers()[r]);
            for (int c = 0; c < rows.answers().columns(); c++) {
                out.ascii(BLANK);
                CsvCells.answer(rows.answers(), r, c, BLANK, out);
            }
            for (KeptCells column : rows.kept()) {
                out.ascii(BLANK);
                kept(column, r, out);
            }
            out.ascii('\n');
        }
    }

    private static void kept(KeptCells column, int row, JsonBytes out) {
        Object cell = column.cell(row);
        if (cell == null || (cell instanceof Double number && number.isNaN())) {
            // Nothing between two blanks would be taken for one blank.
            out.word("\"\"");
        } else if (cell instanceof String text) {
            CsvCells.text(text, BLANK, out);
        } else {
            CsvCells.kept(cell, out);
        }
    }
}
