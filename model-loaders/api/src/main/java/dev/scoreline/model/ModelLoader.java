package dev.scoreline.model;

import java.util.Map;

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
     * This loader with options of the doors, each by its setting's name, as {@code ONNX_INTRA_OP_THREADS}; it takes those that
     * it knows.
     *
     * @throws IllegalArgumentException if a value is not one that it takes; the message names the setting and says which are
     */
    default ModelLoader configured(Map<String, String> options) {
        return this;
    }

    /**
     * Opens a model. Blocks; reads as much as it needs and keeps no file open.
     *
     * @throws InferenceException the only exception: {@code INVALID_MODEL} for a damaged or hostile file,
     *     {@code UNSUPPORTED_MODEL} for a sound file that cannot be evaluated exactly; the message says what and what to do
     */
    Model load(ModelSource source);
}
