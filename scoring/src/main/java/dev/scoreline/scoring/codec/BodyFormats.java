package dev.scoreline.scoring.codec;

/** How a request is written, and how its answer is to be. Immutable; thread-safe. */
public record BodyFormats(BodyFormat request, BodyFormat answer) {

    public static final BodyFormats JSON = new BodyFormats(BodyFormat.JSON, BodyFormat.JSON);
}
