package dev.scoreline.scoring.codec;

import java.io.IOException;

/** Reads the inputs of one request, which stand by their names in an object. One thread. */
interface InputsByName {

    /**
     * Reads the value that the parser stands at, to its end.
     *
     * @param name the key that it stands under
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} or {@code INPUT_TOO_LARGE}, with the place
     */
    void read(String name) throws IOException;

    /**
     * What was read, when the object is at its end.
     *
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if an input is missing
     */
    ReadRows rows();
}
