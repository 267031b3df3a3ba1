package dev.scoreline.batch.input;

import java.util.Locale;
import java.util.Optional;

/** How a file holds its rows. */
public enum InputFormat {
    CSV,
    JSONL,
    NPY,
    PARQUET;

    /** The names for a person. */
    public static final String NAMES = "csv, jsonl, npy or parquet";

    /** Reads a name, in any case. */
    public static InputFormat named(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "jsonl", "ndjson" -> JSONL;
            case "npy" -> NPY;
            case "parquet" -> PARQUET;
            default -> throw new IllegalArgumentException(NAMES);
        };
    }

    /** The format that a file's ending says; {@code .gz} may stand after it. */
    public static Optional<InputFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv", "tsv", "txt" -> Optional.of(CSV);
            case "jsonl", "ndjson" -> Optional.of(JSONL);
            case "npy" -> Optional.of(NPY);
            case "parquet", "pq" -> Optional.of(PARQUET);
            default -> Optional.empty();
        };
    }
}
