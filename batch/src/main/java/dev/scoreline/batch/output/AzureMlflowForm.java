package dev.scoreline.batch.output;

import dev.scoreline.batch.input.KeptCells;
import dev.scoreline.scoring.codec.JsonBytes;

/** {@code row,prediction,file} without a header, as Azure ML's batch deployments of MLflow models write it; kept inputs after that. */
final class AzureMlflowForm implements RowFormat {

    @Override
    public byte[] header(ScoredRows rows) {
        return new byte[0];
    }

    @Override
    public void write(ScoredRows rows, JsonBytes out) {
        for (int r = 0; r < rows.count(); r++) {
            out.number(rows.numbers()[r]);
            out.ascii(',');
            CsvCells.wholeAnswer(rows.answers(), r, ',', out);
            out.ascii(',');
            CsvCells.text(rows.file(), ',', out);
            for (KeptCells column : rows.kept()) {
                out.ascii(',');
                CsvCells.kept(column.cell(r), out);
            }
            out.ascii('\n');
        }
    }
}
