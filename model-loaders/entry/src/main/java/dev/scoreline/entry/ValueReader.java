package dev.scoreline.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the JSON value at which the parser stands as one Java type, and leaves the parser at the value's last token. */
@FunctionalInterface
interface ValueReader {

    @Nullable
    Object read(JsonParser parser) throws IOException, Misfit;

    /** The same, but null is none instead of a misfit. */
    default ValueReader orNull() {
        return parser -> parser.currentToken() == JsonToken.VALUE_NULL ? null : read(parser);
    }
}
