package dev.scoreline.entry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.scoreline.model.InferenceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that has to be JSON, read once and to its end. Stateless; thread-safe. */
final class JsonInput {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_TEXT_CHARS = 100_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT_CHARS)
                    .build())
            .build();

    private JsonInput() {}

    static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** Reads something from a parser that stands at the first token. */
    interface Reading<T> {
        T from(JsonParser parser) throws IOException, Misfit;
    }

    /**
     * Reads a body that is an object.
     *
     * @throws InferenceException {@code INVALID_INPUT} if it is empty, not JSON, or not an object
     * @throws Misfit if it is JSON, but not what the reading asks for
     */
    static <T> T object(byte[] body, Reading<T> reading) throws Misfit {
        return value(body, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                finish(parser);
                throw InferenceException.invalidInput("the body: expected a JSON object but got another value");
            }
            return reading.from(parser);
        });
    }

    /** Reads a body that is any JSON value. */
    static <T> T value(byte[] body, Reading<T> reading) throws Misfit {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                throw InferenceException.invalidInput("the body: expected JSON but got nothing");
            }
            return complete(parser, reading);
        } catch (StreamConstraintsException e) {
            throw InferenceException.invalidInput("the body: expected at most " + MAX_DEPTH
                    + " levels of lists and objects, and at most " + MAX_TEXT_CHARS + " characters in a text");
        } catch (JacksonException e) {
            throw InferenceException.invalidInput("the body is not JSON" + place(body, e.getLocation()));
        } catch (IOException e) {
            // What is recognised as UTF-16 or UTF-32 and is not.
            throw InferenceException.invalidInput("the body is not JSON: its characters cannot be decoded");
        }
    }

    private static String place(byte[] body, @Nullable JsonLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + column(body, at);
    }

    /** In characters; the parser of UTF-8 counts bytes. */
    private static int column(byte[] body, JsonLocation at) {
        int end = (int) Math.min(at.getByteOffset(), body.length);
        int column = at.getColumnNr();
        for (int i = Math.max(0, end - column + 1); i < end; i++) {
            if ((body[i] & 0xC0) == 0x80) {
                column--;
            }
        }
        return column;
    }

    /** A body that is no JSON is told as such, even if a value that does not fit stands before the mistake. */
    private static <T> T complete(JsonParser parser, Reading<T> reading) throws IOException, Misfit {
        T read;
        try {
            read = reading.from(parser);
        } catch (Misfit e) {
            while (!parser.getParsingContext().inRoot()) {
                parser.nextToken();
            }
            finish(parser);
            throw e;
        }
        finish(parser);
        return read;
    }

    private static void finish(JsonParser parser) throws IOException {
        parser.skipChildren();
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more after the end", parser.currentTokenLocation());
        }
    }
}
