package dev.scoreline.server.handler;

import dev.scoreline.model.schema.JsonNull;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code sample_input.json} and {@code sample_output.json} beside a model, as JSON values. Stateless; thread-safe. */
final class ModelSamples {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSamples.class);

    private ModelSamples() {}

    static Optional<Object> input(Path model) {
        return read(model.resolveSibling("sample_input.json"));
    }

    static Optional<Object> output(Path model) {
        return read(model.resolveSibling("sample_output.json"));
    }

    private static Optional<Object> read(Path file) {
        return SuppliedDocuments.text(file).flatMap(text -> {
            try {
                Object value = value(Json.decodeValue(Buffer.buffer(text)));
                return value == JsonNull.NULL ? Optional.empty() : Optional.of(value);
            } catch (DecodeException e) {
                LOG.warn("{} is passed over: it is not JSON: {}", file, e.getMessage());
                return Optional.empty();
            }
        });
    }

    private static Object value(@Nullable Object decoded) {
        if (decoded instanceof JsonObject object) {
            Map<String, Object> map = new LinkedHashMap<>();
            object.getMap().forEach((name, value) -> map.put(name, value(value)));
            return map;
        }
        if (decoded instanceof JsonArray array) {
            return values(array.getList());
        }
        if (decoded instanceof Map<?, ?> plain) {
            Map<String, Object> map = new LinkedHashMap<>();
            plain.forEach((name, value) -> map.put(String.valueOf(name), value(value)));
            return map;
        }
        if (decoded instanceof List<?> list) {
            return values(list);
        }
        return decoded == null ? JsonNull.NULL : decoded;
    }

    private static List<Object> values(List<?> list) {
        List<Object> values = new ArrayList<>(list.size());
        list.forEach(item -> values.add(value(item)));
        return values;
    }
}
