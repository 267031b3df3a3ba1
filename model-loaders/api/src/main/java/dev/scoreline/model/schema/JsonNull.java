package dev.scoreline.model.schema;

/** The null of JSON, as a value that can stand in a map or a list. */
public enum JsonNull {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
