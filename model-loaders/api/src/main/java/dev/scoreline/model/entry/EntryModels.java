package dev.scoreline.model.entry;

import java.util.List;

/** The loaded models, for entry code. Thread-safe. */
public interface EntryModels {

    /** The names of the models, in alphabetical order; empty if none is loaded. */
    List<String> names();

    /**
     * The newest version of a model.
     *
     * @throws dev.scoreline.model.InferenceException {@code MODEL_NOT_FOUND} if there is no model of that name; the message
     *     lists those that there are
     */
    EntryModel get(String name);

    /**
     * One version of a model.
     *
     * @throws dev.scoreline.model.InferenceException {@code MODEL_NOT_FOUND} if it is not there
     */
    EntryModel get(String name, String version);
}
