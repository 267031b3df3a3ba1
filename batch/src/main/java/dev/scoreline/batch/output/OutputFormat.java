package dev.scoreline.batch.output;

import java.util.Locale;

/** How the output holds its rows. */
public enum OutputFormat {
    /** Commas, and a header that names the columns: file, row, the inputs if they are kept, the prediction. */
    CSV,
    /** As Azure ML's deployments of MLflow models write it: commas, no header; row, prediction, file. */
    AZURE_MLFLOW,
    /** As Azure ML appends what an own script returns: blanks, no header. */
    AZURE_SCRIPT,
    /** A JSON object a line. */
    JSONL,
    /** A Parquet file with the columns of the CSV form, each with its type; written when all rows are known. */
    PARQUET;

    public static final String NAMES = "csv, azure-mlflow, azure-script, jsonl or parquet";

    /** Reads a name, in any case. */
    public static OutputFormat named(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "azure-mlflow" -> AZURE_MLFLOW;
            case "azure-script" -> AZURE_SCRIPT;
            case "jsonl", "ndjson" -> JSONL;
            case "parquet" -> PARQUET;
            default -> throw new IllegalArgumentException(NAMES);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
