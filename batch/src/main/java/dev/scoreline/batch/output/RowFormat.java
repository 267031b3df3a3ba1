package dev.scoreline.batch.output;

import dev.scoreline.scoring.codec.JsonBytes;

/** Writes scored rows as lines. Stateless; thread-safe. */
public interface RowFormat {

    /** What stands once before all lines; the same for every mini-batch of a run. */
    byte[] header(ScoredRows rows);

    /** Writes all rows. */
    void write(ScoredRows rows, JsonBytes out);

    /** The writer of a format. */
    static RowFormat of(OutputFormat format) {
        return switch (format) {
            case CSV -> new CsvForm();
            case AZURE_MLFLOW -> new AzureMlflowForm();
            case AZURE_SCRIPT -> new AzureScriptForm();
            case JSONL -> new JsonLinesForm();
            case PARQUET -> new TypedLines();
        };
    }
}
