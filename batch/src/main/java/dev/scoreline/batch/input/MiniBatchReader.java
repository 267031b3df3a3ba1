package dev.scoreline.batch.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Cuts the inputs into mini-batches, in order and always in the same way. One thread. */
public interface MiniBatchReader extends Closeable {

    /** The next mini-batch; nothing at the end of the inputs. Blocks while it reads. */
    Optional<MiniBatch> next();

    /** Lets go of the open file. */
    @Override
    void close() throws IOException;
}
