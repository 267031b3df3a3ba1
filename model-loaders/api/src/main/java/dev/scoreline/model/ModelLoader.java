package dev.scoreline.model;

/**
 * Opens the files of one format. Found by {@link java.util.ServiceLoader}; needs a public constructor without arguments.
 * Thread-safe.
 */
public interface ModelLoader {

    /** The format's name, as {@code MODEL_FORMAT} takes it: lower case, {@code sklearn}. */
    String format();

    /** The file names that this loader takes, for a person: {@code *.pkl, *.joblib}. */
    String fileNames();

    /** Whether the file looks like this format, judged by its name and first bytes, never by a full load. */
    boolean recognizes(ModelSource source);

    /**
     * Opens a model. Blocks; reads as much as it needs and keeps no file open.
     *
     * @throws InferenceException the only exception: {@code INVALID_MODEL} for a damaged or hostile file,
     *     {@code UNSUPPORTED_MODEL} for a sound file that cannot be evaluated exactly; the message says what and what to do
     */
    Model load(ModelSource source);
}
