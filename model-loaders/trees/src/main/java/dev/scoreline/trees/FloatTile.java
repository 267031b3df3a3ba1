package dev.scoreline.trees;

import dev.scoreline.model.InferenceException;

/**
 * Up to 64 rows of a request as 32-bit floats, in memory that is filled again for the next rows. scikit-learn's trees read
 * their features as 32-bit floats too, and its {@code check_array} refuses what that type cannot hold.
 *
 * <p>One thread.
 */
final class FloatTile {

    /** The number of bits that {@link #missingRows} has. */
    private static final int MAX_ROWS = 64;

    /** Keeps the tile of a table with very many columns small: 256 KiB. */
    private static final int MAX_FLOATS = 1 << 16;

    private static final int EXPONENT = 0x7f800000;
    private static final int LOWEST_EXPONENT_BIT = 0x00800000;

    private final String model;
    private final boolean takesMissing;
    private final int width;
    private final int capacity;
    private final float[] values;
    private long missingRows;

    FloatTile(String model, boolean takesMissing, int width, int rows) {
        this.model = model;
        this.takesMissing = takesMissing;
        this.width = width;
        int most = Math.max(1, Math.min(MAX_ROWS, MAX_FLOATS / Math.max(1, width)));
        this.capacity = Math.min(most, Math.max(1, rows));
        this.values = new float[capacity * width];
    }

    /** How many rows it holds at most. */
    int capacity() {
        return capacity;
    }

    float[] values() {
        return values;
    }

    /** Whether one of {@code count} rows from this one of the tile on has a missing value. */
    boolean isMissingIn(int row, int count) {
        return missingRows != 0 && (missingRows >>> row & (1L << count) - 1) != 0;
    }

    /**
     * Reads rows, row after row.
     *
     * @throws InferenceException {@code INVALID_INPUT} with the first cell that the model refuses
     */
    void fill(double[] rows, int firstRow, int count) {
        int from = firstRow * width;
        int size = count * width;
        int special = 0;
        for (int i = 0; i < size; i++) {
            float value = (float) rows[from + i];
            values[i] = value;
            // The sum reaches the sign bit if all bits of the exponent are set: NaN or infinite.
            special |= (Float.floatToRawIntBits(value) & EXPONENT) + LOWEST_EXPONENT_BIT;
        }
        missingRows = special < 0 ? findMissing(rows, firstRow, size) : 0;
    }

    private long findMissing(double[] rows, int firstRow, int size) {
        long missing = 0;
        for (int i = 0; i < size; i++) {
            if (Float.isInfinite(values[i]) || (Float.isNaN(values[i]) && !takesMissing)) {
                throw refused(firstRow + i / width, i % width, rows[firstRow * width + i]);
            }
            if (Float.isNaN(values[i])) {
                missing |= 1L << (i / width);
            }
        }
        return missing;
    }

    private InferenceException refused(int row, int column, double value) {
        String expected = model + " expects a finite number of at most " + Float.MAX_VALUE + " in size";
        String came = Double.isNaN(value) ? "a missing value (NaN)" : Double.toString(value);
        return InferenceException.refusedCell(row, column, expected + " but got " + came);
    }
}
