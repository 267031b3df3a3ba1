package dev.scoreline.scoring.codec;

import java.io.IOException;

/** Reads the rows of one form. Stateless; thread-safe. */
@FunctionalInterface
interface FormReader {

    /**
     * Reads the value that the parser stands at, to its end.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} or {@code INPUT_TOO_LARGE}, with the place
     */
    ReadRows read(FormInput input) throws IOException;
}
