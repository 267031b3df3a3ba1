package dev.scoreline.sklearn.pickle;

/**
 * How much a pickle may ask of its reader. A real model stays far below every number; a hostile one meets it before memory
 * is taken.
 *
 * @param maxOpcodes instructions, together with those of pickles inside the pickle
 * @param maxStack values on the stack
 * @param maxCollections lists, dicts, sets and objects, together with those of pickles inside the pickle
 * @param maxMemo values remembered for later use
 * @param maxMarks open marks, the nesting of collections that are being read
 * @param maxPickleDepth how deep joblib's pickles may stand in pickles; 1 is the outermost alone
 * @param maxIntegerBytes bytes of one binary integer
 * @param maxIntegerDigits digits of one integer that is written as text
 * @param maxRank dimensions of an array; 32 is the limit of NumPy 1
 * @param maxItemBytes bytes of one item of an array
 * @param maxKeyCharacters characters of all keys that are put into dicts and sets, counted each time
 * @param maxMemoryBytes an estimate of the memory that all values take; a small file gets less than a large one
 */
public record PickleLimits(
        int maxOpcodes,
        int maxStack,
        int maxCollections,
        int maxMemo,
        int maxMarks,
        int maxPickleDepth,
        int maxIntegerBytes,
        int maxIntegerDigits,
        int maxRank,
        int maxItemBytes,
        long maxKeyCharacters,
        long maxMemoryBytes) {

    public PickleLimits {
        positive("maxOpcodes", maxOpcodes);
        positive("maxStack", maxStack);
        positive("maxCollections", maxCollections);
        positive("maxMemo", maxMemo);
        positive("maxMarks", maxMarks);
        positive("maxPickleDepth", maxPickleDepth);
        positive("maxIntegerBytes", maxIntegerBytes);
        positive("maxIntegerDigits", maxIntegerDigits);
        positive("maxRank", maxRank);
        positive("maxItemBytes", maxItemBytes);
        positive("maxKeyCharacters", maxKeyCharacters);
        positive("maxMemoryBytes", maxMemoryBytes);
    }

    /** The limits of a server: half of the heap, and counts that no known model comes near. */
    public static PickleLimits standard() {
        return new PickleLimits(
                50_000_000,
                1_000_000,
                2_000_000,
                5_000_000,
                1_000,
                4,
                64,
                80,
                32,
                16 << 20,
                256 << 20,
                Runtime.getRuntime().maxMemory() / 2);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 but is " + value);
        }
    }
}
