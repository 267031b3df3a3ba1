package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.InferenceException;
import java.io.IOException;

/**
 * What the reader of a form is given: a parser that stands at the form's value, and what the model takes. One thread.
 *
 * @param place where the value stands in the body
 */
record FormInput(JsonSource source, JsonParser parser, InputColumns columns, BodyPlace place) {

    JsonToken token() {
        return parser.currentToken();
    }

    String pointer() {
        return place.pointer();
    }

    JsonLimits limits() {
        return place.limits();
    }

    /** The byte at which the current token begins. */
    long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** The same value, read by another parser. */
    FormInput from(JsonParser other) {
        return new FormInput(source, other, columns, place);
    }

    /** The value of a key of this object. */
    FormInput under(String key) {
        return new FormInput(source, parser, columns, place.under(key));
    }

    /** The same value, behind so many values of other inputs. */
    FormInput after(long values) {
        return new FormInput(source, parser, columns, place.after(values));
    }

    InferenceException refusal(String message) {
        return place.refusal(message);
    }

    InferenceException refusedKey(String key, String message) {
        return place.refusedKey(key, message);
    }

    InferenceException unknownColumn(String name) {
        return columns.unknown(name, place);
    }

    InferenceException tooLarge(String limit) {
        return place.tooLarge(limit);
    }

    void checkRoom(int rows, int width) {
        place.checkRoom(rows, width);
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
