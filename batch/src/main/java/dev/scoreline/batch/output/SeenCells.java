package dev.scoreline.batch.output;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** What the cells of a column were so far, which decides its type. One thread. */
final class SeenCells {

    /** Up to here doubles hold every whole number. */
    private static final long MAX_EXACT = 1L << 53;

    private enum Sort {
        NUMBER,
        WHOLE,
        /** A whole number that a double may not hold. */
        LARGE,
        /** A whole number that a long does not hold. */
        HUGE,
        TRUTH,
        TEXT,
        /** An object, or a list of lists. */
        NESTED
    }

    private final Set<Sort> cells = EnumSet.noneOf(Sort.class);
    private final Set<Sort> elements = EnumSet.noneOf(Sort.class);
    private boolean hasLists;

    /** Looks at the value that begins at the present token, and leaves the parser at its end. */
    void take(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            hasLists = true;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                see(json, elements);
            }
        } else {
            see(json, cells);
        }
    }

    private static void see(JsonParser json, Set<Sort> seen) throws IOException {
        switch (json.currentToken()) {
            case VALUE_NULL -> {}
            case VALUE_TRUE, VALUE_FALSE -> seen.add(Sort.TRUTH);
            case VALUE_STRING -> seen.add(Sort.TEXT);
            case VALUE_NUMBER_FLOAT -> seen.add(Sort.NUMBER);
            case VALUE_NUMBER_INT -> seen.add(whole(json));
            default -> {
                seen.add(Sort.NESTED);
                json.skipChildren();
            }
        }
    }

    private static Sort whole(JsonParser json) throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return Sort.HUGE;
        }
        long value = json.getLongValue();
        return value >= -MAX_EXACT && value <= MAX_EXACT ? Sort.WHOLE : Sort.LARGE;
    }

    /** The narrowest type that holds all cells without a change; text, as the CSV form has it, where no other does. */
    TypedColumn column(String name) {
        if (!hasLists) {
            return new TypedColumn(name, kind(cells), false);
        }
        boolean isList = cells.isEmpty() && !elements.contains(Sort.NESTED);
        return isList
                ? new TypedColumn(name, kind(elements), true)
                : new TypedColumn(name, TypedColumn.Kind.TEXT, false);
    }

    private static TypedColumn.Kind kind(Set<Sort> seen) {
        if (EnumSet.of(Sort.NUMBER, Sort.WHOLE).containsAll(seen)) {
            // A column of nothing is one of doubles, as pandas reads it from CSV.
            return seen.equals(EnumSet.of(Sort.WHOLE)) ? TypedColumn.Kind.WHOLE : TypedColumn.Kind.NUMBER;
        }
        if (EnumSet.of(Sort.WHOLE, Sort.LARGE).containsAll(seen)) {
            return TypedColumn.Kind.WHOLE;
        }
        return seen.equals(EnumSet.of(Sort.TRUTH)) ? TypedColumn.Kind.TRUTH : TypedColumn.Kind.TEXT;
    }
}
