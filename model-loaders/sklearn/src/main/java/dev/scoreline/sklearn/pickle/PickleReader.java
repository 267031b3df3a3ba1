package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;

/**
 * Reads a Python pickle, protocols 0 to 5, as data. Nothing is ever called and no class is looked up: a call in the pickle
 * becomes an inert {@link PyValue.PyObject}, and the few that make plain values, such as NumPy arrays, are interpreted.
 *
 * <p>The rules of the format are those of CPython's {@code pickletools}. Instructions that reach outside of the file are
 * refused: persistent ids, the extension registry and buffers out of band. The arrays that joblib writes between the
 * instructions are read where they stand.
 *
 * <p>Immutable; thread-safe.
 */
public final class PickleReader {

    private final AllowedGlobals globals;
    private final PickleLimits limits;

    public PickleReader(AllowedGlobals globals, PickleLimits limits) {
        this.globals = globals;
        this.limits = limits;
    }

    /**
     * Reads the one pickle that these bytes are.
     *
     * @throws InferenceException {@code INVALID_MODEL} for bytes that are no complete pickle or are over a limit,
     *     {@code UNSUPPORTED_MODEL} for one that names a class or function that is not data of a model
     */
    public PyValue read(byte[] pickle) {
        PickleInput input = new PickleInput(pickle);
        try {
            PyValue value = new PickleMachine(input, globals, new Budget(limits, pickle.length), 1).run();
            if (input.remaining() > 0) {
                throw input.damaged(
                        input.remaining() + " bytes follow the end of the pickle; a model file holds one pickle"
                                + " and nothing after it");
            }
            return value;
        } catch (InferenceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_MODEL,
                    "byte " + input.position() + " of the pickle: the file is damaged ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
