package dev.scoreline.entry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.scoreline.model.InferenceException;
import java.io.IOException;

/** A body that has to be JSON, with Azure ML's words for the ways in which it is not. Stateless; thread-safe. */
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
        if (body.length == 0) {
            throw InferenceException.invalidInput("POST body is empty. Expecting a JSON dictionary.");
        }
        return value(body, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                finish(parser);
                throw InferenceException.invalidInput("POST body should be a JSON dictionary.");
            }
            return reading.from(parser);
        });
    }

    /** Reads a body that is any JSON value. */
    static <T> T value(byte[] body, Reading<T> reading) throws Misfit {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                throw InferenceException.invalidInput(PythonJson.message(body, "Expecting value"));
            }
            return complete(parser, reading);
        } catch (IOException e) {
            throw InferenceException.invalidInput(PythonJson.message(body, textOf(e)));
        }
    }

    private static String textOf(IOException e) {
        return e instanceof JacksonException known ? known.getOriginalMessage() : String.valueOf(e.getMessage());
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
            throw new IOException("Extra data");
        }
    }
}
