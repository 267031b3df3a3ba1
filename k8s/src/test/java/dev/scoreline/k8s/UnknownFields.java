package dev.scoreline.k8s;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of fabric8 keep fields that they do not know in {@code additionalProperties}: this walks them and looks there. */
final class UnknownFields {

    private UnknownFields() {}

    static Optional<String> find(Object value, String path) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .flatMap(item -> find(item, path + "[]").stream())
                    .findFirst();
        }
        if (value == null || !value.getClass().getName().startsWith("io.fabric8.")) {
            return Optional.empty();
        }
        for (Method getter : value.getClass().getMethods()) {
            if (getter.getParameterCount() == 0 && getter.getName().startsWith("get")) {
                Optional<String> found = find(getter, value, path);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> find(Method getter, Object owner, String path) {
        try {
            Object value = getter.invoke(owner);
            if (getter.getName().equals("getAdditionalProperties")) {
                return ((Map<?, ?>) value)
                        .keySet().stream().map(key -> path + "." + key).findFirst();
            }
            return find(value, path + "." + getter.getName().substring(3));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(getter.toString(), e);
        }
    }
}
