package dev.scoreline.scoring.codec;

import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;

/**
 * A place in the body of a request, and how much may still stand there. Immutable; thread-safe.
 *
 * @param pointer a JSON pointer (RFC 6901), also into a body that is no JSON; empty for the body itself
 * @param valuesBefore how many values of other inputs the request holds before this place
 */
record BodyPlace(String pointer, JsonLimits limits, long valuesBefore) {

    /** The value of a key of this object. */
    BodyPlace under(String key) {
        return new BodyPlace(pointer + "/" + Places.segment(key), limits, valuesBefore);
    }

    /** The same place, behind so many values of other inputs. */
    BodyPlace after(long values) {
        return new BodyPlace(pointer, limits, values);
    }

    InferenceException refusal(String message) {
        return InferenceException.invalidInput(told(message));
    }

    InferenceException refusedKey(String key, String message) {
        return under(key).refusal(message);
    }

    InferenceException tooLarge(String limit) {
        return new InferenceException(
                ErrorCode.INPUT_TOO_LARGE,
                told("the request holds more than " + limit
                        + ", which is the limit: send the rows in several requests"));
    }

    private String told(String message) {
        return pointer.isEmpty() ? message : pointer + ": " + message;
    }

    /**
     * Checks that one more row is within the limits.
     *
     * @param rows how many there are already
     */
    void checkRoom(int rows, int width) {
        if (rows >= limits.maxRows()) {
            throw tooLarge(limits.maxRows() + " rows");
        }
        checkValues((long) (rows + 1) * Math.max(width, 0));
    }

    /** Checks that so many values are within the limits. */
    void checkValues(long count) {
        if (valuesBefore + count > limits.maxValues()) {
            throw tooLarge(limits.maxValues() + " values");
        }
    }
}
