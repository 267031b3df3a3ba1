package dev.scoreline.swagger;

import java.util.LinkedHashMap;
import java.util.Map;

/** Builds the objects of a document, keys in order. */
final class Node {

    private Node() {}

    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    static Map<String, Object> type(String name) {
        return object("type", name);
    }

    static Map<String, Object> array(Map<String, Object> items) {
        return object("type", "array", "items", items);
    }

    static Map<String, Object> reference(String pointer) {
        return object("$ref", pointer);
    }
}
