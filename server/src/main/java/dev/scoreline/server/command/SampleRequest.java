package dev.scoreline.server.command;

import dev.scoreline.scoring.LoadedModel;
import dev.scoreline.swagger.ModelSample;
import io.vertx.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What to hand to curl's {@code -d} to try a model. */
final class SampleRequest {

    /** An image of 500 by 500 pixels in three colours has fewer values; what has more, its user had better warm up. */
    private static final int MAX_VALUES = 1_000_000;

    private SampleRequest() {}

    /** The sample that the user put beside the model's file. */
    static Optional<Path> given(LoadedModel model) {
        return Optional.of(model.source().path().resolveSibling("sample_input.json"))
                .filter(Files::isRegularFile);
    }

    /** A request of zeros and words; empty if it would be too large to be worth it. */
    static Optional<byte[]> madeUp(LoadedModel model) {
        return ModelSample.request(model.model().signature(), MAX_VALUES)
                .map(request -> Json.encodeToBuffer(request).getBytes());
    }

    /** The sample beside the model's file if there is one, else a request of zeros and words, or a file yet to be written. */
    static String of(LoadedModel model) {
        return given(model)
                .map(sample -> "@" + sample)
                .or(() -> ModelSample.request(model.model().signature(), ModelSample.MAX_SHOWN)
                        .map(request -> "'" + Json.encode(request).replace("'", "'\\''") + "'"))
                .orElse("@request.json");
    }
}
