package dev.scoreline.scoring.codec;

/**
 * How much one JSON body may hold. The length of the body itself is the door's to limit; these limits bound what a body
 * of an allowed length can blow up to. Immutable; thread-safe.
 *
 * @param maxDepth how deep arrays and objects may nest. Default 32: the data itself needs 3, the rest is for keys that are
 *     skipped.
 * @param maxRows how many rows one request may hold. Default 1,000,000.
 * @param maxValues how many values one request may hold in all its rows. Default 20,000,000, which is 160 MB of numbers.
 * @param maxTextChars how long one text value may be. Default 1,000,000.
 * @param maxNameChars how long one key may be. Default 10,000.
 * @param maxNumberChars how many characters one number may be written with. Default 1,000, as in Jackson: no double needs
 *     more than 767 significant digits.
 */
public record JsonLimits(
        int maxDepth, int maxRows, long maxValues, int maxTextChars, int maxNameChars, int maxNumberChars) {

    public static final JsonLimits DEFAULT = new JsonLimits(32, 1_000_000, 20_000_000, 1_000_000, 10_000, 1_000);

    public JsonLimits {
        atLeast(4, maxDepth, "maxDepth");
        atLeast(1, maxRows, "maxRows");
        atLeast(1, maxValues, "maxValues");
        atLeast(1, maxTextChars, "maxTextChars");
        atLeast(16, maxNameChars, "maxNameChars");
        atLeast(32, maxNumberChars, "maxNumberChars");
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + " but is " + value);
        }
    }

    public JsonLimits withMaxValues(long values) {
        return new JsonLimits(maxDepth, maxRows, values, maxTextChars, maxNameChars, maxNumberChars);
    }

    public JsonLimits withMaxTextChars(int chars) {
        return new JsonLimits(maxDepth, maxRows, maxValues, chars, maxNameChars, maxNumberChars);
    }
}
