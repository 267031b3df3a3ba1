package dev.scoreline.scoring.codec;

import dev.scoreline.model.Column;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Table;
import dev.scoreline.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes answers as ONNX Runtime Server does: {@code {"outputs": {"predict": {"dims": ["2"], "dataType": 11, "doubleData":
 * […], "dataLocation": "DEFAULT"}}}}, each output a tensor. The output bears the method's name; where one array cannot hold
 * the answer, each part is an output of its own with its number behind the name. As protobuf's JSON mapping has it, 64-bit
 * integers are texts, text is base64 of UTF-8, and empty lists are left out. Stateless; thread-safe.
 */
final class OnnxWriter {

    private OnnxWriter() {}

    static JsonBytes written(String method, Payload answer, boolean isRaw) {
        JsonBytes out = new JsonBytes(JsonScoreEncoder.expectedBytes(answer));
        out.word("{\"outputs\":{");
        if (answer instanceof Named named) {
            outputs(named, isRaw, out);
        } else if (answer instanceof Sequence sequence) {
            parts(method, sequence.items(), isRaw, out);
        } else if (answer instanceof Table table && !table.isDense()) {
            parts(method, table.columns().stream().map(OnnxWriter::tensor).toList(), isRaw, out);
        } else {
            output(method, answer, isRaw, out);
        }
        out.word("}}");
        return out;
    }

    private static void outputs(Named named, boolean isRaw, JsonBytes out) {
        boolean first = true;
        for (Map.Entry<String, Payload> entry : named.byName().entrySet()) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            output(entry.getKey(), entry.getValue(), isRaw, out);
        }
    }

    private static void parts(String method, List<? extends Payload> parts, boolean isRaw, JsonBytes out) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            output(method + "_" + i, parts.get(i), isRaw, out);
        }
    }

    private static void output(String name, Payload part, boolean isRaw, JsonBytes out) {
        out.text(name);
        out.ascii(':');
        if (part instanceof Tensor tensor) {
            tensor(tensor, isRaw, out);
        } else if (part instanceof Table table && table.isDense()) {
            double[] values = Arrays.copyOf(table.values(), table.rows() * table.width());
            tensor(new Tensor.Doubles(new int[] {table.rows(), table.width()}, values), isRaw, out);
        } else {
            throw InferenceException.invalidInput("the output '" + name
                    + "' is a list or a map, which has no form as a tensor: leave it out with \"outputFilter\", or send the"
                    + " rows as \"data\"");
        }
    }

    /** Mixed cells become text, since a tensor has one type. */
    private static Tensor tensor(Column column) {
        int[] shape = {column.rows()};
        if (column instanceof Column.Numbers numbers) {
            return new Tensor.Doubles(shape, numbers.values());
        }
        String[] texts = new String[column.rows()];
        for (int row = 0; row < texts.length; row++) {
            Object cell = column.cell(row);
            texts[row] = cell == null ? "" : cell.toString();
        }
        return new Tensor.Texts(shape, texts);
    }

    private static void tensor(Tensor tensor, boolean isRaw, JsonBytes out) {
        out.ascii('{');
        if (tensor.shape().length > 0) {
            out.word("\"dims\":[");
            for (int i = 0; i < tensor.shape().length; i++) {
                out.word((i > 0 ? ",\"" : "\"") + tensor.shape()[i] + "\"");
            }
            out.word("],");
        }
        OnnxType type = OnnxType.of(tensor.type());
        out.word("\"dataType\":" + type.number() + ",");
        int size = Tensor.size(tensor.shape());
        if (size > 0 && isRaw && type != OnnxType.STRING) {
            out.word("\"rawData\":\"" + Base64.getEncoder().encodeToString(raw(tensor, type, size)) + "\",");
        } else if (size > 0) {
            list(tensor, type, size, out);
        }
        out.word("\"dataLocation\":\"DEFAULT\"}");
    }

    private static byte[] raw(Tensor tensor, OnnxType type, int size) {
        if (tensor instanceof Tensor.Packed packed) {
            return littleEndian(packed, size);
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(size, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            if (tensor instanceof Tensor.Doubles doubles) {
                bytes.putDouble(doubles.values()[i]);
            } else if (tensor instanceof Tensor.Longs longs) {
                bytes.putLong(longs.values()[i]);
            } else {
                bytes.put((byte) (((Tensor.Booleans) tensor).values()[i] ? 1 : 0));
            }
        }
        return bytes.array();
    }

    private static byte[] littleEndian(Tensor.Packed tensor, int size) {
        int step = tensor.type().bytes();
        byte[] bytes = new byte[Math.multiplyExact(size, step)];
        tensor.bytes().get(0, bytes);
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            ByteOrders.swap(bytes, step);
        }
        return bytes;
    }

    private static void list(Tensor tensor, OnnxType type, int size, JsonBytes out) {
        out.word("\"" + type.field() + "\":[");
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            value(tensor, i, out);
        }
        out.word("],");
    }

    private static void value(Tensor tensor, int index, JsonBytes out) {
        if (tensor instanceof Tensor.Doubles doubles) {
            floating(doubles.values()[index], out);
        } else if (tensor instanceof Tensor.Longs longs) {
            out.word("\"" + longs.values()[index] + "\"");
        } else if (tensor instanceof Tensor.Booleans booleans) {
            out.ascii(booleans.values()[index] ? '1' : '0');
        } else if (tensor instanceof Tensor.Texts texts) {
            byte[] utf8 = texts.values()[index].getBytes(StandardCharsets.UTF_8);
            out.word("\"" + Base64.getEncoder().encodeToString(utf8) + "\"");
        } else {
            packed((Tensor.Packed) tensor, index, out);
        }
    }

    private static void packed(Tensor.Packed tensor, int index, JsonBytes out) {
        switch (tensor.type()) {
            case FLOAT32 -> floating(tensor.number(index), out);
            case FLOAT16, BFLOAT16 ->
                out.number(Short.toUnsignedLong(tensor.bytes().getShort(2 * index)));
            case UINT32, UINT64 -> out.word("\"" + Long.toUnsignedString(tensor.integer(index)) + "\"");
            default -> out.number(tensor.integer(index));
        }
    }

    private static void floating(double value, JsonBytes out) {
        if (Double.isFinite(value)) {
            out.number(value);
        } else {
            out.text(Double.toString(value));
        }
    }
}
