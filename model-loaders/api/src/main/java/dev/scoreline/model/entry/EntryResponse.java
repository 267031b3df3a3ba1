package dev.scoreline.model.entry;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer that entry code shapes itself, as Azure ML's {@code AMLResponse}. Immutable by convention: bytes and values are
 * shared.
 *
 * @param status the HTTP status, from 100 to 999
 * @param headers in the order in which they are sent; a value with commas is sent as several headers
 * @param runFunctionFailed whether the answer says that the run failed; a status of 500 or more says so in any case
 */
public record EntryResponse(int status, Body body, Map<String, String> headers, boolean runFunctionFailed) {

    /** What is sent after the headers. */
    public sealed interface Body {

        /** Anything that {@code run} may return, written as JSON. */
        record Json(@Nullable Object value) implements Body {}

        /** Text as UTF-8; its type is {@code text/html} unless a header says another. */
        record Text(String text) implements Body {}

        /** Bytes as they are; their type is {@code text/html} unless a header says another. */
        record Bytes(byte[] bytes) implements Body {}

        /** Pieces that are sent as they come; their type is {@code text/html} unless a header says another. */
        record Chunks(EntryStream stream) implements Body {}
    }

    public EntryResponse {
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException("status must be from 100 to 999 but is " + status);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** An empty JSON object under this status. */
    public static EntryResponse empty(int status) {
        return json(Map.of()).withStatus(status);
    }

    /** A value as JSON, under status 200. */
    public static EntryResponse json(@Nullable Object value) {
        return new EntryResponse(200, new Body.Json(value), Map.of(), false);
    }

    /** Text as it is, under status 200. */
    public static EntryResponse text(String text) {
        return new EntryResponse(200, new Body.Text(text), Map.of(), false);
    }

    /** Bytes of this media type, under status 200. */
    public static EntryResponse bytes(byte[] bytes, String mediaType) {
        return new EntryResponse(200, new Body.Bytes(bytes), Map.of("Content-Type", mediaType), false);
    }

    /**
     * Pieces, each sent as soon as it is written, under status 200. The status and the headers are sent with the first piece:
     * what fails before it is told as any failure; what fails later cuts the answer off, so that no client takes it for whole.
     */
    public static EntryResponse streaming(EntryStream stream) {
        return new EntryResponse(200, new Body.Chunks(stream), Map.of(), false);
    }

    /** Texts, each sent as soon as the stream gives it, and the stream closed at the end or when the client has left. */
    public static EntryResponse streaming(Stream<String> texts) {
        return streaming(chunks -> {
            try (texts) {
                for (Iterator<String> each = texts.iterator(); each.hasNext(); ) {
                    chunks.send(each.next());
                }
            }
        });
    }

    public EntryResponse withStatus(int other) {
        return new EntryResponse(other, body, headers, runFunctionFailed);
    }

    /** With one header more, or another value for it. */
    public EntryResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new EntryResponse(status, body, more, runFunctionFailed);
    }

    /** The same answer, marked as that of a failed run. */
    public EntryResponse failed() {
        return new EntryResponse(status, body, headers, true);
    }
}
