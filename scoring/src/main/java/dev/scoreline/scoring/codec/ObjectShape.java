package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What an object that holds rows is meant as, which its beginning mostly says: the shape is found by a look ahead. */
enum ObjectShape {
    /** {@code {"columns": […], "data": […]}} or {@code {"schema": {…}, "data": […]}}. */
    FRAME,
    /** {@code {"a": [1, 2]}}. */
    COLUMN_LISTS,
    /** {@code {"a": {"0": 1, "1": 2}}}. */
    COLUMNS,
    /** {@code {"0": {"a": 1}, "1": {"a": 2}}}. */
    ROWS,
    /** {@code {"0": {"1": 7}}}, where both 0 and 1 are columns. */
    AMBIGUOUS,
    /** {@code {"x": [[1, 2]]}}, where x is no column. */
    TENSOR,
    /** {@code {"x": {"dims": […], …}}}, where tensors are expected. */
    ONNX,
    /** None of these. */
    UNKNOWN;

    /** The shape of the object that the parser stands at, which may be a frame; the parser stays there. */
    static ObjectShape of(FormInput input) throws IOException {
        return lookAhead(input, ObjectShape::ofFrame);
    }

    /** The shape of the object that the parser stands at, whose values are tensors; the parser stays there. */
    static ObjectShape ofTensors(FormInput input) throws IOException {
        return lookAhead(input, ObjectShape::ofTensors);
    }

    private interface Look {
        ObjectShape from(JsonParser ahead, InputColumns columns) throws IOException;
    }

    private static ObjectShape lookAhead(FormInput input, Look look) throws IOException {
        try (JsonParser ahead = input.source().parserAt(input.offset())) {
            ahead.nextToken();
            return look.from(ahead, input.columns());
        } catch (JsonProcessingException e) {
            // Skipping the object fails at the same place, and tells it in the words and numbers of the whole body.
            input.parser().skipChildren();
            return UNKNOWN;
        }
    }

    private static ObjectShape ofFrame(JsonParser ahead, InputColumns columns) throws IOException {
        for (String name = ahead.nextFieldName(); name != null; name = ahead.nextFieldName()) {
            JsonToken token = ahead.nextToken();
            boolean known = columns.has(name);
            if (!known && isFrameKey(name)) {
                return FRAME;
            }
            if (token == JsonToken.START_ARRAY) {
                return ofList(known, ahead);
            }
            ObjectShape shape = token == JsonToken.START_OBJECT ? ofObject(known, ahead, columns) : UNKNOWN;
            if (shape != UNKNOWN) {
                return shape;
            }
            // An entry that says nothing may be a column that the model ignores: the next one may say more.
        }
        return UNKNOWN;
    }

    private static boolean isFrameKey(String name) {
        return switch (name) {
            case "columns", "index", "data", "schema" -> true;
            default -> false;
        };
    }

    private static ObjectShape ofList(boolean known, JsonParser ahead) throws IOException {
        return known || ahead.nextToken() != JsonToken.START_ARRAY ? COLUMN_LISTS : TENSOR;
    }

    private static ObjectShape ofObject(boolean known, JsonParser ahead, InputColumns columns) throws IOException {
        boolean holdsColumn = false;
        for (String name = ahead.nextFieldName(); name != null; name = ahead.nextFieldName()) {
            ahead.nextToken();
            ahead.skipChildren();
            holdsColumn = columns.has(name);
            if (holdsColumn || known) {
                break;
            }
        }
        if (holdsColumn) {
            return known ? AMBIGUOUS : ROWS;
        }
        return known ? COLUMNS : UNKNOWN;
    }

    private static ObjectShape ofTensors(JsonParser ahead, InputColumns columns) throws IOException {
        String name = ahead.nextFieldName();
        if (name == null) {
            return UNKNOWN;
        }
        return switch (ahead.nextToken()) {
            case START_ARRAY -> ofList(columns.has(name), ahead);
            case START_OBJECT -> ONNX;
            default -> UNKNOWN;
        };
    }
}
