package dev.scoreline.server.command;

import dev.scoreline.model.DataType;
import dev.scoreline.model.ModelSignature;
import dev.scoreline.model.ModelSignature.Feature;
import dev.scoreline.scoring.LoadedModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What to hand to curl's {@code -d} to try a model. */
final class SampleRequest {

    /** A synthetic row with more values than this would not be read by anyone. */
    private static final int MAX_VALUES = 40;

    private SampleRequest() {}

    /** The sample that the user put beside the model's file. */
    static Optional<Path> given(LoadedModel model) {
        return Optional.of(model.source().path().resolveSibling("sample_input.json"))
                .filter(Files::isRegularFile);
    }

    /** A request with a row of zeros and words. */
    static byte[] madeUp(LoadedModel model) {
        return synthetic(model.model().signature()).toBuffer().getBytes();
    }

    /** The sample beside the model's file if there is one, else a row of zeros and words. */
    static String of(LoadedModel model) {
        Optional<Path> sample = given(model);
        if (sample.isPresent()) {
            return "@" + sample.get();
        }
        return "'" + synthetic(model.model().signature()).encode().replace("'", "'\\''") + "'";
    }

    private static JsonObject synthetic(ModelSignature signature) {
        Object row =
                signature.named() && signature.features().size() <= MAX_VALUES ? record(signature) : list(signature);
        return JsonObject.of("data", JsonArray.of(row));
    }

    private static JsonObject record(ModelSignature signature) {
        JsonObject record = new JsonObject();
        for (Feature feature : signature.features()) {
            if (feature.required()) {
                record.put(feature.name(), value(feature.type()));
            }
        }
        return record;
    }

    private static JsonArray list(ModelSignature signature) {
        JsonArray list = new JsonArray();
        signature.features().forEach(feature -> list.add(value(feature.type())));
        return list;
    }

    private static Object value(DataType type) {
        return switch (type.kind()) {
            case FLOATING, INTEGER -> 0;
            case BOOLEAN -> false;
            case TEXT, ANY -> "text";
        };
    }
}
