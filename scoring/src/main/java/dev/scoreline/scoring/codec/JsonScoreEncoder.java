package dev.scoreline.scoring.codec;

import dev.scoreline.model.Column;
import dev.scoreline.model.DataType;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import dev.scoreline.model.Tensors;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as JSON, in one pass over their arrays: a tensor as nested lists, a table as a list of rows, a sequence as
 * a list, named parts as an object. Numbers are written as Python's {@code json} does it, with the fewest digits that name the number, and NaN and the
 * infinities as the bare words {@code NaN}, {@code Infinity} and {@code -Infinity}. There are no spaces; text is UTF-8.
 *
 * <p>Stateless; thread-safe.
 */
public final class JsonScoreEncoder {

    /** A guess at the bytes of a value with its comma: a probability has about 20 characters. */
    private static final int BYTES_PER_VALUE = 20;

    private static final int MAX_GUESS = 1 << 24;

    private JsonScoreEncoder() {}

    /** The bare answer, in an array of exactly its length. */
    public static byte[] encode(Payload answer) {
        return written(Optional.empty(), answer).toByteArray();
    }

    /** The answer under its method's name, {@code {"predict":[…]}}, in an array of exactly its length. */
    public static byte[] encode(String method, Payload answer) {
        return written(Optional.of(method), answer).toByteArray();
    }

    /**
     * The answer in the form that its request asks for, without the last copy: it stands between the buffer's position and
     * its limit.
     *
     * @param method the method that gave the answer
     */
    public static ByteBuffer encodeToBuffer(AnswerForm form, String method, Payload answer) {
        return switch (form) {
            case BARE -> written(Optional.empty(), answer).toByteBuffer();
            case BY_METHOD -> written(Optional.of(method), answer).toByteBuffer();
            case PREDICTIONS -> written(Optional.of("predictions"), answer).toByteBuffer();
            case OUTPUTS -> written(Optional.of("outputs"), answer).toByteBuffer();
            case TENSORS -> OnnxWriter.written(method, answer, false).toByteBuffer();
            case RAW_TENSORS -> OnnxWriter.written(method, answer, true).toByteBuffer();
        };
    }

    private static JsonBytes written(Optional<String> key, Payload answer) {
        JsonBytes out = new JsonBytes(expectedBytes(answer));
        if (key.isEmpty()) {
            write(answer, out);
            return out;
        }
        out.ascii('{');
        out.text(key.get());
        out.ascii(':');
        write(answer, out);
        out.ascii('}');
        return out;
    }

    static int expectedBytes(Payload answer) {
        return (int) Math.min(MAX_GUESS, 64 + BYTES_PER_VALUE * values(answer));
    }

    private static long values(Payload answer) {
        if (answer instanceof Tensor tensor) {
            return Tensor.size(tensor.shape());
        }
        if (answer instanceof Table table) {
            return (long) table.rows() * table.width();
        }
        return parts(answer).stream().mapToLong(JsonScoreEncoder::values).sum();
    }

    private static Collection<? extends Payload> parts(Payload answer) {
        if (answer instanceof Named named) {
            return named.byName().values();
        }
        return answer instanceof Tensors tensors ? tensors.byName().values() : ((Sequence) answer).items();
    }

    static void write(Payload answer, JsonBytes out) {
        if (answer instanceof Tensor tensor) {
            int[] shape = tensor.shape();
            if (shape.length == 0) {
                value(tensor, 0, out);
            } else {
                lists(tensor, shape, 0, 0, out);
            }
        } else if (answer instanceof Table table) {
            rows(table, out);
        } else if (answer instanceof Sequence sequence) {
            items(sequence, out);
        } else {
            entries(answer instanceof Named named ? named.byName() : ((Tensors) answer).byName(), out);
        }
    }

    private static void entries(Map<String, ? extends Payload> byName, JsonBytes out) {
        out.ascii('{');
        boolean first = true;
        for (Map.Entry<String, ? extends Payload> entry : byName.entrySet()) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            out.text(entry.getKey());
            out.ascii(':');
            write(entry.getValue(), out);
        }
        out.ascii('}');
    }

    private static void items(Sequence sequence, JsonBytes out) {
        out.ascii('[');
        boolean first = true;
        for (Payload item : sequence.items()) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            write(item, out);
        }
        out.ascii(']');
    }

    /** Writes one dimension from index {@code at} on; returns the index after its values. */
    static int lists(Tensor tensor, int[] shape, int dimension, int at, JsonBytes out) {
        int next = at;
        boolean innermost = dimension == shape.length - 1;
        out.ascii('[');
        for (int i = 0; i < shape[dimension]; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            if (innermost) {
                value(tensor, next++, out);
            } else {
                next = lists(tensor, shape, dimension + 1, next, out);
            }
        }
        out.ascii(']');
        return next;
    }

    static void value(Tensor tensor, int index, JsonBytes out) {
        if (tensor instanceof Tensor.Doubles doubles) {
            out.number(doubles.values()[index]);
        } else if (tensor instanceof Tensor.Longs longs) {
            out.number(longs.values()[index]);
        } else if (tensor instanceof Tensor.Booleans booleans) {
            out.word(booleans.values()[index] ? "true" : "false");
        } else if (tensor instanceof Tensor.Texts texts) {
            out.text(texts.values()[index]);
        } else {
            packed((Tensor.Packed) tensor, index, out);
        }
    }

    /** A number of fewer than 64 bits is written as the number of 64 bits that it is, as Python does after {@code tolist()}. */
    private static void packed(Tensor.Packed tensor, int index, JsonBytes out) {
        if (tensor.type().kind() == DataType.Kind.FLOATING) {
            out.number(tensor.number(index));
        } else if (tensor.type() == DataType.UINT64) {
            out.word(Long.toUnsignedString(tensor.integer(index)));
        } else {
            out.number(tensor.integer(index));
        }
    }

    private static void rows(Table table, JsonBytes out) {
        out.ascii('[');
        for (int r = 0; r < table.rows(); r++) {
            if (r > 0) {
                out.ascii(',');
            }
            out.ascii('[');
            if (table.isDense()) {
                denseRow(table, r, out);
            } else {
                mixedRow(table.columns(), r, out);
            }
            out.ascii(']');
        }
        out.ascii(']');
    }

    private static void denseRow(Table table, int row, JsonBytes out) {
        double[] values = table.values();
        int start = row * table.width();
        for (int c = 0; c < table.width(); c++) {
            if (c > 0) {
                out.ascii(',');
            }
            out.number(values[start + c]);
        }
    }

    private static void mixedRow(List<Column> columns, int row, JsonBytes out) {
        for (int c = 0; c < columns.size(); c++) {
            if (c > 0) {
                out.ascii(',');
            }
            if (columns.get(c) instanceof Column.Numbers numbers) {
                out.number(numbers.values()[row]);
            } else {
                cell(columns.get(c).cell(row), out);
            }
        }
    }

    static void cell(@Nullable Object cell, JsonBytes out) {
        if (cell == null) {
            out.word("null");
        } else if (cell instanceof String text) {
            out.text(text);
        } else if (cell instanceof Double number) {
            out.number(number.doubleValue());
        } else {
            out.word(cell.toString());
        }
    }
}
