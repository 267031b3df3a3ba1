package dev.scoreline.scoring.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.scoreline.model.DataType;
import dev.scoreline.model.ErrorCode;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.ModelSignature.Input;
import dev.scoreline.model.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one tensor from nested lists as deep as the input has dimensions. The first list on each level decides how long all on it
 * are. One thread.
 */
final class NestedReader {

    private static final int UNKNOWN = -1;

    private final Input wanted;
    private final FormInput input;
    private final JsonParser parser;
    private final int[] shape;
    private final int[] path;
    private final List<String> texts = new ArrayList<>();
    private double[] doubles = new double[0];
    private long[] longs = new long[0];
    private int count;

    NestedReader(Input wanted, FormInput input) {
        this.wanted = wanted;
        this.input = input;
        this.parser = input.parser();
        this.shape = new int[wanted.shape().size()];
        this.path = new int[shape.length];
        Arrays.fill(shape, UNKNOWN);
    }

    Tensor read() throws IOException {
        readLevel(0);
        for (int i = 0; i < shape.length; i++) {
            // Lists inside an empty one: the model's own length, or none.
            shape[i] = shape[i] == UNKNOWN ? Math.max(0, wanted.shape().get(i)) : shape[i];
        }
        if (!wanted.accepts(shape)) {
            throw input.refusal("input '" + wanted.name() + "': expected shape " + wanted.shape() + " but got "
                    + Arrays.toString(shape));
        }
        return tensor();
    }

    private void readLevel(int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (depth == shape.length) {
            readValue(token);
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            throw at(depth)
                    .refusal("input '" + wanted.name() + "': expected lists nested " + shape.length
                            + " deep, for the shape " + wanted.shape() + ", but got "
                            + JsonValues.describe(parser, token));
        }
        int length = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            path[depth] = length;
            readLevel(depth + 1);
            length++;
        }
        if (shape[depth] == UNKNOWN) {
            shape[depth] = length;
        } else if (shape[depth] != length) {
            throw at(depth)
                    .refusal("expected a list of " + shape[depth] + ", as the first one on this level, but got "
                            + length);
        }
    }

    private void readValue(JsonToken token) throws IOException {
        input.checkRoom(0, count + 1);
        try {
            switch (wanted.type().kind()) {
                case FLOATING -> putDouble(JsonValues.number(parser, token));
                case INTEGER -> putLong(integer(token));
                case BOOLEAN -> putLong(flag(JsonValues.number(parser, token)));
                case TEXT -> texts.add(text(token));
                case ANY -> throw new Misfit();
            }
        } catch (Misfit e) {
            throw at(shape.length)
                    .refusal("input '" + wanted.name() + "': expected a value of type " + wanted.type() + " but got "
                            + JsonValues.describe(parser, token));
        }
        count++;
    }

    /** The place that the reader is at, in words only when it is told. */
    private FormInput at(int depth) {
        FormInput at = input;
        for (int i = 0; i < depth; i++) {
            at = at.under(Integer.toString(path[i]));
        }
        return at;
    }

    private void putDouble(double value) {
        doubles = count < doubles.length ? doubles : Arrays.copyOf(doubles, Math.max(8, 2 * count));
        doubles[count] = value;
    }

    private void putLong(long value) {
        longs = count < longs.length ? longs : Arrays.copyOf(longs, Math.max(8, 2 * count));
        longs[count] = value;
    }

    private long integer(JsonToken token) throws IOException, Misfit {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new Misfit();
        }
        if (wanted.type() == DataType.UINT64) {
            return unsigned();
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new Misfit();
        }
        long value = parser.getLongValue();
        if (!OnnxType.of(wanted.type()).holds(value)) {
            throw new Misfit();
        }
        return value;
    }

    private long unsigned() throws IOException, Misfit {
        try {
            return Long.parseUnsignedLong(parser.getText());
        } catch (NumberFormatException e) {
            throw new Misfit();
        }
    }

    private static long flag(double value) throws Misfit {
        if (value != 0 && value != 1) {
            throw new Misfit();
        }
        return (long) value;
    }

    private String text(JsonToken token) throws IOException, Misfit {
        if (token != JsonToken.VALUE_STRING) {
            throw new Misfit();
        }
        return parser.getText();
    }

    private Tensor tensor() {
        DataType type = wanted.type();
        return switch (type.kind()) {
            case TEXT -> new Tensor.Texts(shape, texts.toArray(String[]::new));
            case BOOLEAN -> booleans();
            case FLOATING ->
                type == DataType.FLOAT64 ? new Tensor.Doubles(shape, Arrays.copyOf(doubles, count)) : packed(type);
            case INTEGER ->
                type == DataType.INT64 ? new Tensor.Longs(shape, Arrays.copyOf(longs, count)) : packed(type);
            case ANY -> throw new InferenceException(ErrorCode.INTERNAL, "a tensor of mixed values has no form");
        };
    }

    private Tensor booleans() {
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = longs[i] != 0;
        }
        return new Tensor.Booleans(shape, values);
    }

    private Tensor packed(DataType type) {
        Tensor.Packed packed = Tensor.Packed.zeros(type, shape);
        for (int i = 0; i < count; i++) {
            if (type.kind() == DataType.Kind.FLOATING) {
                packed.put(i, doubles[i]);
            } else {
                packed.put(i, longs[i]);
            }
        }
        return packed;
    }
}
