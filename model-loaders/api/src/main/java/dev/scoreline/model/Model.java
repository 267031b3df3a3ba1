package dev.scoreline.model;

/** A loaded model, of any format. Safe for many threads at once. */
public interface Model extends AutoCloseable {

    /** Constant from load to close. */
    ModelSignature signature();

    /** Constant from load to close. */
    ModelDescription description();

    /**
     * Scores all rows. Blocks until done; a row's answer does not depend on the other rows.
     *
     * @param method the name of one of the signature's methods
     * @param input a table with the signature's columns in its order
     * @return one answer a row
     * @throws InferenceException the only exception: {@code INVALID_INPUT} for values that the model refuses,
     *     {@code MODEL_FAILED} for everything else
     */
    Payload score(String method, Table input);

    /** Frees what the model holds; scoring afterwards fails. May be called more than once. */
    @Override
    void close();
}
