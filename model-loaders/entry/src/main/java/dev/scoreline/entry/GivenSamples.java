package dev.scoreline.entry;

import dev.scoreline.model.InferenceException;
import dev.scoreline.model.entry.EntrySample;
import dev.scoreline.model.schema.JsonNull;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The samples that a script gives by {@link EntrySample}, as JSON values. Stateless; thread-safe. */
final class GivenSamples {

    private GivenSamples() {}

    /**
     * The sample on a part of the script; empty where none is.
     *
     * @param reader what reads such a value from a request, and so holds the sample against the type
     * @param place whose sample it is, for the message: {@code run(), parameter 'rows'}
     * @throws InferenceException {@code INVALID_SCRIPT} if it is not JSON, is null, or is not what the reader takes
     */
    static Optional<Object> of(AnnotatedElement part, ValueReader reader, String place) {
        EntrySample given = part.getAnnotation(EntrySample.class);
        if (given == null) {
            return Optional.empty();
        }
        Object sample = read(given.value(), reader, place);
        if (sample == JsonNull.NULL) {
            throw ScriptRefusal.of("the sample of " + place + " must be a value but is null");
        }
        return Optional.of(sample);
    }

    private static Object read(String text, ValueReader reader, String place) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        try {
            JsonTree.Holder taken = JsonInput.value(json, parser -> new JsonTree.Holder(reader.read(parser)));
            return taken.value() == null
                    ? JsonNull.NULL
                    : JsonInput.value(json, parser -> withNulls(JsonTree.read(parser)));
        } catch (Misfit | InferenceException e) {
            String why = String.valueOf(e.getMessage()).replace("the body", "the sample");
            throw ScriptRefusal.of("the sample of " + place + " is refused: " + why, e);
        }
    }

    private static Object withNulls(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), withNulls(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(GivenSamples::withNulls).toList();
        }
        return value == null ? JsonNull.NULL : value;
    }
}
