package dev.scoreline.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.scoreline.model.DataType;
import dev.scoreline.model.InferenceException;
import dev.scoreline.model.Named;
import dev.scoreline.model.Payload;
import dev.scoreline.model.Sequence;
import dev.scoreline.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns what ONNX Runtime gives into payloads that own their memory: tensors, lists, and maps by key in the keys' order, as its
 * Python library gives them. Stateless; thread-safe.
 */
final class Answers {

    private Answers() {}

    static Payload of(OrtSession.Result result) throws OrtException {
        Map<String, Payload> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), of(output.getValue()));
        }
        return outputs(outputs);
    }

    /** A single output as it is, several by their names. */
    static Payload outputs(Map<String, Payload> outputs) {
        return outputs.size() == 1 ? outputs.values().iterator().next() : new Named(outputs);
    }

    static Payload of(OnnxValue value) throws OrtException {
        if (value instanceof OnnxTensor tensor) {
            return tensor(tensor);
        }
        if (value instanceof OnnxSequence sequence) {
            List<Payload> items = new ArrayList<>();
            for (OnnxValue item : sequence.getValue()) {
                try (item) {
                    items.add(of(item));
                }
            }
            return new Sequence(items);
        }
        if (value instanceof OnnxMap map) {
            return entries(map.getValue());
        }
        throw InferenceException.unsupportedModel(
                "an output is a " + value.getType() + ", which has no form in an answer");
    }

    private static Payload entries(Map<?, ?> map) {
        Map<String, Payload> entries = new LinkedHashMap<>();
        new TreeMap<>(map).forEach((key, value) -> entries.put(String.valueOf(key), single(value)));
        return new Named(entries);
    }

    /** A value of a map. ONNX Runtime knows maps to floating point, to integers and to text. */
    private static Tensor single(Object value) {
        if (value instanceof Float number) {
            Tensor.Packed single = Tensor.Packed.zeros(DataType.FLOAT32);
            single.put(0, number.doubleValue());
            return single;
        }
        if (value instanceof Double number) {
            return new Tensor.Doubles(new int[0], new double[] {number});
        }
        if (value instanceof Long number) {
            return new Tensor.Longs(new int[0], new long[] {number});
        }
        return new Tensor.Texts(new int[0], new String[] {String.valueOf(value)});
    }

    private static Tensor tensor(OnnxTensor tensor) throws OrtException {
        int[] shape = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        DataType type = ElementTypes.of(tensor.getInfo())
                .orElseThrow(() -> new IllegalStateException("an output of such a type is refused at load"));
        if (type == DataType.STRING) {
            return new Tensor.Texts(shape, texts(tensor, shape));
        }
        return tensor(type, shape, tensor.getByteBuffer());
    }

    /** A tensor of numbers out of native memory; the values are copied where Java has an array for them. */
    static Tensor tensor(DataType type, int[] shape, ByteBuffer bytes) {
        ByteBuffer values = bytes.order(ByteOrder.nativeOrder());
        int size = Tensor.size(shape);
        return switch (type) {
            case FLOAT64 -> {
                double[] doubles = new double[size];
                values.asDoubleBuffer().get(doubles);
                yield new Tensor.Doubles(shape, doubles);
            }
            case INT64 -> {
                long[] longs = new long[size];
                values.asLongBuffer().get(longs);
                yield new Tensor.Longs(shape, longs);
            }
            case BOOL -> {
                boolean[] booleans = new boolean[size];
                for (int i = 0; i < size; i++) {
                    booleans[i] = values.get(i) != 0;
                }
                yield new Tensor.Booleans(shape, booleans);
            }
            default -> new Tensor.Packed(type, shape, values);
        };
    }

    private static String[] texts(OnnxTensor tensor, int[] shape) throws OrtException {
        List<String> texts = new ArrayList<>();
        // A tensor of no values has no array in ONNX Runtime's Java.
        if (Tensor.size(shape) > 0) {
            collect(tensor.getValue(), texts);
        }
        return texts.toArray(String[]::new);
    }

    private static void collect(Object value, List<String> texts) {
        if (value instanceof Object[] nested) {
            for (Object item : nested) {
                collect(item, texts);
            }
        } else {
            texts.add((String) value);
        }
    }
}
