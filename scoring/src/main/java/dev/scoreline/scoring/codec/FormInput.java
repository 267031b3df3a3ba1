package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import java.io.IOException;

/**
 * What the reader of a form is given: a parser that stands at the form's value, and what the model takes. One thread.
 *
 * @param pointer where the value stands in the body; empty for the body itself
 * @param valuesBefore how many values of other inputs the request holds before this one
 */
record FormInput(
        JsonSource source,
        JsonParser parser,
        InputColumns columns,
        JsonLimits limits,
        String pointer,
        long valuesBefore) {

    JsonToken token() {
        return parser.currentToken();
    }

    /** The byte at which the current token begins. */
    long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** The same value, read by another parser. */
    FormInput from(JsonParser other) {
        return new FormInput(source, other, columns, limits, pointer, valuesBefore);
    }

    /** The value of a key of this object. */
    FormInput under(String key) {
        return new FormInput(source, parser, columns, limits, pointer + "/" + Places.segment(key), valuesBefore);
    }

    /** The same value, behind so many values of other inputs. */
    FormInput after(long values) {
        return new FormInput(source, parser, columns, limits, pointer, values);
    }

    InferenceException refusal(String message) {
        return InferenceException.invalidInput(pointer.isEmpty() ? message : pointer + ": " + message);
    }

    InferenceException refusedKey(String key, String message) {
        return under(key).refusal(message);
    }

    InferenceException unknownColumn(String name) {
        return refusal("the model has no column " + Excerpt.quoted(name) + ": expected " + columns.form());
    }

    InferenceException tooLarge(String limit) {
        return new InferenceException(
                ErrorCode.INPUT_TOO_LARGE,
                pointer + ": the request holds more than " + limit
                        + ", which is the limit: send the rows in several requests");
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
        if (valuesBefore + (long) (rows + 1) * Math.max(width, 0) > limits.maxValues()) {
            throw tooLarge(limits.maxValues() + " values");
        }
    }

    /** Tells a value that is not of its column's type. */
    InferenceException misfit(String where, int column) throws IOException {
        JsonToken token = parser.currentToken();
        boolean number = token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
        if (number && !Double.isFinite(parser.getDoubleValue()) && !JsonValues.isWord(parser.getText())) {
            return InferenceException.invalidInput(
                    where + ": " + JsonValues.describe(parser, token)
                            + " is none that a 64-bit float holds: its range ends at 1.8e308, and infinity is written Infinity");
        }
        return InferenceException.invalidInput(
                where + ": expected " + columns.wanted(column) + " but got " + JsonValues.describe(parser, token));
    }
}
