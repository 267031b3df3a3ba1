package dev.scoreline.model;

/** A loaded model, of any format. Safe for many threads at once. */
public interface Model extends AutoCloseable {

    /** Constant from load to close. */
    ModelSignature signature();

    /** Constant from load to close. */
    ModelDescription description();

    /**
     * Scores all rows. Blocks until done; where inputs are rows, a row's answer does not depend on the other rows.
     *
     * @param method the name of one of the signature's methods
     * @param input a {@link Table} with the signature's columns in its order, or the {@link Tensors} that it names
     * @return one answer a row; {@link Named} where the method has several outputs
     * @throws InferenceException the only exception: {@code INVALID_INPUT} for values that the model refuses,
     *     {@code MODEL_FAILED} for everything else
     */
    Payload score(String method, Payload input);

    /**
     * As above, but may end early when it is told to; most models are too quick to bother.
     *
     * @throws InferenceException besides, {@code DEADLINE_EXCEEDED} for a run that ended early
     */
    default Payload score(String method, Payload input, Cancellation cancellation) {
        return score(method, input);
    }

    /** Frees what the model holds; scoring afterwards fails. May be called more than once. */
    @Override
    void close();
}
