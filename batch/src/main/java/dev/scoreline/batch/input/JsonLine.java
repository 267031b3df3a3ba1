package dev.scoreline.batch.input;

/** Looks at a line before it is put among others into one document. Stateless; thread-safe. */
final class JsonLine {

    private JsonLine() {}

    /**
     * Whether the line is one list or one object, by its brackets: so it cannot end the document that it is put into. What
     * stands between the brackets is the JSON parser's business.
     */
    static boolean isOneValue(byte[] line, int start, int end) {
        if (start == end || (line[start] != '[' && line[start] != '{')) {
            return false;
        }
        int depth = 0;
        for (int i = start; i < end; i++) {
            switch (line[i]) {
                case '"' -> i = endOfText(line, i + 1, end);
                case '[', '{' -> depth++;
                case ']', '}' -> {
                    depth--;
                    if (depth == 0) {
                        return i == end - 1;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    /** The index of the closing quote; the line's end if there is none. */
    private static int endOfText(byte[] line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (line[i] == '"') {
                return i;
            }
            if (line[i] == '\\') {
                i++;
            }
        }
        return end;
    }
}
