package dev.scoreline.sklearn.pickle;

import dev.scoreline.model.InferenceException;

/**
 * What one read has used of its limits, shared by a pickle and the pickles inside it. Everything is counted before it is
 * allocated. One thread.
 */
final class Budget {

    /** Memory that every file may ask for, and more for each of its bytes; models ask for less than 20. */
    private static final long FREE_MEMORY_BYTES = 64 << 20;

    private static final long MEMORY_BYTES_PER_INPUT_BYTE = 64;

    private final PickleLimits limits;
    private final long maxMemoryBytes;
    private int opcodes;
    private int collections;
    private long keyCharacters;
    private long memoryBytes;

    Budget(PickleLimits limits, int inputBytes) {
        this.limits = limits;
        this.maxMemoryBytes =
                Math.min(limits.maxMemoryBytes(), FREE_MEMORY_BYTES + inputBytes * MEMORY_BYTES_PER_INPUT_BYTE);
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

    /** Counts a list, dict, set or object that is about to be made: the dearest values for their bytes. */
    void countCollection() {
        collections++;
        if (collections > limits.maxCollections()) {
            throw exceeded("lists, dicts, sets and objects", limits.maxCollections());
        }
    }

    /** Counts memory that a value is about to take. */
    void take(long bytes) {
        memoryBytes += bytes;
        if (bytes < 0 || memoryBytes > maxMemoryBytes) {
            throw exceeded("bytes of memory", maxMemoryBytes);
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
