package dev.scoreline.entry;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an object is asked for: a record's components or a method's parameters. Other keys are passed over; of a key
 * that comes twice the last counts, as in Python. Built once; then thread-safe.
 */
final class Fields {

    /** @param whenLeftOut what stands for it if it does not come; none if it has to come */
    record Field(String name, ValueReader reader, Optional<Object> whenLeftOut) {}

    private final List<Field> fields;
    private final Map<String, Integer> indexes = new HashMap<>();

    Fields(List<Field> fields) {
        this.fields = List.copyOf(fields);
        for (int i = 0; i < fields.size(); i++) {
            indexes.put(fields.get(i).name(), i);
        }
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }

    /** The values of an object at whose first brace the parser stands, in the fields' order. */
    Values read(JsonParser parser) throws IOException, Misfit {
        @Nullable Object[] values = new Object[fields.size()];
        boolean[] came = new boolean[values.length];
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            Integer index = indexes.get(key);
            if (index == null) {
                parser.skipChildren();
            } else {
                values[index] = fields.get(index).reader().read(parser);
                came[index] = true;
            }
        }
        return new Values(values, complete(values, came));
    }

    private Optional<String> complete(@Nullable Object[] values, boolean[] came) {
        for (int i = 0; i < came.length; i++) {
            Field field = fields.get(i);
            if (!came[i] && field.whenLeftOut().isEmpty()) {
                return Optional.of(field.name());
            }
            if (!came[i]) {
                values[i] = field.whenLeftOut().get();
            }
        }
        return Optional.empty();
    }

    /** @param missing the first field that has to come and did not */
    record Values(@Nullable Object[] values, Optional<String> missing) {}
}
