package dev.scoreline.batch.input;

import dev.scoreline.model.InferenceException;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Opens files for one model. Immutable; thread-safe.
 *
 * @param columns what the model reads
 * @param decoder reads what is JSON
 * @param format of all files; empty to go by their names
 * @param extras what becomes of columns that the model does not read
 * @param bytesRead counts the bytes that are taken from the disk
 */
public record RowSources(
        ModelColumns columns,
        JsonScoreDecoder decoder,
        Optional<InputFormat> format,
        CsvOptions csv,
        Extras extras,
        LongAdder bytesRead) {

    /**
     * The format of a file.
     *
     * @throws InferenceException {@code INVALID_INPUT} if its name does not say it
     */
    public InputFormat formatOf(InputFile file) {
        return format.or(() -> InputFormat.ofName(file.path().getFileName().toString()))
                .orElseThrow(() -> InferenceException.invalidInput("the name of " + file.name()
                        + " does not say its format: expected an ending of csv, tsv, jsonl, ndjson, npy or parquet, with or"
                        + " without .gz; --input-format "
                        + InputFormat.NAMES.replace(", ", "|").replace(" or ", "|")
                        + " says it for all files"));
    }

    /**
     * Looks, without reading a file, whether it is of a format that can be read.
     *
     * @throws InferenceException {@code INVALID_INPUT} if its name does not say its format, or the module for it is left out
     */
    public void check(InputFile file) {
        if (formatOf(file) == InputFormat.PARQUET) {
            FormatReader ignored = FormatReader.of(InputFormat.PARQUET);
        }
    }

    /**
     * Opens a file at its first row.
     *
     * @throws IOException if it cannot be read
     * @throws InferenceException {@code INVALID_INPUT} if nothing in it can be scored
     */
    public RowSource open(InputFile file) throws IOException {
        return switch (formatOf(file)) {
            case CSV -> csv(file);
            case JSONL -> json(file);
            case NPY -> NpyRows.open(file, columns, bytesRead);
            case PARQUET -> parquet(file);
        };
    }

    private RowSource json(InputFile file) throws IOException {
        InputStream in = FileBytes.open(file.path(), bytesRead);
        return new JsonLinesRows(in, file.name(), columns, decoder, extras.areKept() && columns.isNamed());
    }

    private RowSource parquet(InputFile file) throws IOException {
        FormatReader reader = FormatReader.of(InputFormat.PARQUET);
        if (!FileBytes.isGzip(file.path())) {
            return reader.open(file.path(), file.name(), columns, extras.areKept(), bytesRead);
        }
        Spool spool = Spool.of(file.path(), bytesRead);
        try {
            return new SpooledRows(
                    reader.open(spool.path(), file.name(), columns, extras.areKept(), new LongAdder()), spool);
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private RowSource csv(InputFile file) throws IOException {
        String name = file.path().getFileName().toString().toLowerCase(java.util.Locale.ROOT);
        boolean isTabbed = name.replaceFirst("\\.gz$", "").endsWith(".tsv");
        CsvOptions options = isTabbed && csv.delimiter() == ',' ? new CsvOptions('\t', csv.header()) : csv;
        InputStream in = FileBytes.open(file.path(), bytesRead);
        try {
            return new CsvRows(in, file.name(), columns, options, extras.areKept());
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
