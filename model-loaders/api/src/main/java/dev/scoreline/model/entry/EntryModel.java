package dev.scoreline.model.entry;

import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.Payload;
import java.util.List;
import java.util.Map;

/** A loaded model in the hands of entry code. Thread-safe. */
public interface EntryModel {

    ModelSignature signature();

    /**
     * Scores rows on this thread, with a method that the signature names. Rows are a {@link dev.scoreline.model.Table}, a
     * {@link dev.scoreline.model.Tensor} of two dimensions, so that what one model answers another can take, or the {@link
     * dev.scoreline.model.Tensors} that the signature names.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} for rows that the model refuses
     */
    Payload score(String method, Payload rows);

    /** Scores rows with the model's default method. */
    default Payload score(Payload rows) {
        return score(signature().defaultMethod().name(), rows);
    }

    /** Scores rows of numbers, in the model's order of columns. */
    default Payload score(double[][] rows) {
        return score(EntryRows.ofNumbers(rows));
    }

    /** Scores rows given by column name; the values are numbers, texts, booleans or null for missing. */
    default Payload score(List<? extends Map<String, ?>> records) {
        return score(EntryRows.ofRecords(signature(), records));
    }
}
