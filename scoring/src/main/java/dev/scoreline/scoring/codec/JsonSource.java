package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * A body's text and what parses it. A second parser looks ahead or comes back, where a form says only later how its
 * beginning is meant. Immutable; thread-safe.
 */
record JsonSource(JsonFactory factory, BodyText text) {

    JsonParser parser() throws IOException {
        return parserAt(0);
    }

    /** A parser that begins at a byte of the text, counted from 0. */
    JsonParser parserAt(long offset) throws IOException {
        return factory.createParser(
                text.bytes(), Math.toIntExact(text.offset() + offset), Math.toIntExact(text.length() - offset));
    }

    int lengthBytes() {
        return text.length();
    }
}
