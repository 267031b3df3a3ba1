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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer as ONNX Runtime Server gives it, each output a tensor. An output bears the name that the model gives it, or the method's;
 * where one array cannot hold the answer, each part is an output of its own with its number behind the name. Stateless; thread-safe.
 */
final class OnnxOutputs {

    private OnnxOutputs() {}

    static Map<String, Tensor> of(String method, Payload answer) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        if (answer instanceof Named named) {
            named.byName().forEach((name, part) -> outputs.put(name, tensor(name, part)));
        } else if (answer instanceof Sequence sequence) {
            putParts(method, sequence.items(), outputs);
        } else if (answer instanceof Table table && !table.isDense()) {
            putParts(method, table.columns().stream().map(OnnxOutputs::tensor).toList(), outputs);
        } else {
            outputs.put(method, tensor(method, answer));
        }
        return outputs;
    }

    private static void putParts(String method, List<? extends Payload> parts, Map<String, Tensor> outputs) {
        for (int i = 0; i < parts.size(); i++) {
            String name = method + "_" + i;
            outputs.put(name, tensor(name, parts.get(i)));
        }
    }

    private static Tensor tensor(String name, Payload part) {
        if (part instanceof Tensor tensor) {
            return tensor;
        }
        if (part instanceof Table table && table.isDense()) {
            double[] values = Arrays.copyOf(table.values(), table.rows() * table.width());
            return new Tensor.Doubles(new int[] {table.rows(), table.width()}, values);
        }
        throw InferenceException.invalidInput("the output '" + name
                + "' is a list or a map, which has no form as a tensor: leave it out with \"outputFilter\", or send the"
                + " rows as \"data\"");
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

    /**
     * The values of a tensor as little-endian bytes.
     *
     * @param tensor none of texts
     */
    static byte[] raw(Tensor tensor) {
        int size = Tensor.size(tensor.shape());
        byte[] bytes = new byte[Math.multiplyExact(size, tensor.type().bytes())];
        if (tensor instanceof Tensor.Packed packed) {
            packed.bytes().get(0, bytes);
            if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
                ByteOrders.swap(bytes, tensor.type().bytes());
            }
            return bytes;
        }
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (tensor instanceof Tensor.Doubles doubles) {
            out.asDoubleBuffer().put(doubles.values(), 0, size);
        } else if (tensor instanceof Tensor.Longs longs) {
            out.asLongBuffer().put(longs.values(), 0, size);
        } else {
            boolean[] values = ((Tensor.Booleans) tensor).values();
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (values[i] ? 1 : 0);
            }
        }
        return bytes;
    }
}
