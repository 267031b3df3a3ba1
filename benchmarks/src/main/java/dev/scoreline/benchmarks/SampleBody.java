package dev.scoreline.benchmarks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bodies of any number of rows, made of the rows of the sample that lies beside a model. */
final class SampleBody {

    private SampleBody() {}

    /** The rows of {@code sample_input.json}, over and over. */
    static Buffer of(Path model, int rows) throws IOException {
        JsonObject sample = new JsonObject(Files.readString(model.resolve("sample_input.json")));
        JsonArray given = sample.getJsonArray("data");
        JsonArray wanted = new JsonArray();
        for (int i = 0; i < rows; i++) {
            wanted.add(given.getValue(i % given.size()));
        }
        return JsonObject.of("data", wanted).toBuffer();
    }
}
