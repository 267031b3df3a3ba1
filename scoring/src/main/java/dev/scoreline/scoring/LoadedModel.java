package dev.scoreline.scoring;

import dev.scoreline.model.Model;
import dev.scoreline.model.ModelSource;
import dev.scoreline.scoring.codec.JsonScoreDecoder;
import java.time.Duration;

/**
 * A model that is ready to score. Immutable; thread-safe.
 *
 * @param source where it came from, under which name and version
 * @param sha256 the digest of its file, in lower-case hexadecimal
 * @param sizeBytes the length of its file
 * @param loadTime how long it took to open it
 * @param scorer answers its requests
 */
public record LoadedModel(
        ModelSource source, Model model, String sha256, long sizeBytes, Duration loadTime, Scorer scorer) {

    public String name() {
        return source.name();
    }

    public String version() {
        return source.version();
    }

    public JsonScoreDecoder decoder() {
        return scorer.decoder();
    }
}
