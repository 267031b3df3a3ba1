package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;

/**
 * What one read has used of its limits, shared by a pickle and the pickles inside it. Everything is counted before it is
 * allocated. One thread.
 */
final class Budget {

    private final PickleLimits limits;
    private int opcodes;
    private long keyCharacters;
    private long memoryBytes;

    Budget(PickleLimits limits) {
        this.limits = limits;
    }

    PickleLimits limits() {
        return limits;
    }

    void countOpcode() {
        opcodes++;
        if (opcodes > limits.maxOpcodes()) {
            throw exceeded("instructions", limits.maxOpcodes());
        }
    }

    /** Counts memory that a value is about to take. */
    void take(long bytes) {
        memoryBytes += bytes;
        if (bytes < 0 || memoryBytes > limits.maxMemoryBytes()) {
            throw exceeded("bytes of memory", limits.maxMemoryBytes());
        }
    }

    /** Counts a key that is about to be hashed and checks that it may be one. */
    void takeKey(PyValue key) {
        keyCharacters += Keys.length(key);
        if (keyCharacters > limits.maxKeyCharacters()) {
            throw exceeded("characters in keys", limits.maxKeyCharacters());
        }
    }

    static InferenceException exceeded(String what, long limit) {
        return InferenceException.invalidModel("the pickle asks for more than " + limit + " " + what
                + ", which no model needs; the file is damaged or hostile");
    }
}
