package dev.scoreline.batch.input;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one open file, in order. One thread. */
public interface RowSource extends Closeable {

    /**
     * Passes over rows without looking at their values.
     *
     * @throws IOException if there are not so many, or the file cannot be read
     */
    void skip(long rows) throws IOException;

    /**
     * The next rows.
     *
     * @param maxRows how many at most, those that cannot be read among them
     * @return none taken at the end of the file
     * @throws IOException if the file cannot be read on from here
     * @throws dev.scoreline.model.InferenceException {@code INVALID_INPUT} if nothing in the file can be scored, as where a
     *     column is missing
     */
    RowBlock next(int maxRows) throws IOException;
}
