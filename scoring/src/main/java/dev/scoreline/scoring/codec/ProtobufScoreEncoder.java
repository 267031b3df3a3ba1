package dev.scoreline.scoring.codec;

import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes answers in protobuf's binary form, as the {@code PredictResponse} of ONNX Runtime Server's {@code predict.proto}: {@code
 * map<string, onnx.TensorProto> outputs = 1}. The tensors are those of the answer in JSON. Stateless; thread-safe.
 */
public final class ProtobufScoreEncoder {

    private static final int OUTPUTS = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private ProtobufScoreEncoder() {}

    /**
     * The answer, between the buffer's position and its limit.
     *
     * @param method the method that gave the answer
     * @param isRaw whether values are written as bytes and not as a list; texts always are a list
     */
    public static ByteBuffer encodeToBuffer(String method, Payload answer, boolean isRaw) {
        ProtobufBytes out = new ProtobufBytes();
        for (Map.Entry<String, Tensor> output : OnnxOutputs.of(method, answer).entrySet()) {
            ProtobufBytes entry = new ProtobufBytes();
            entry.bytes(KEY, output.getKey().getBytes(StandardCharsets.UTF_8));
            entry.message(VALUE, tensor(output.getValue(), isRaw));
            out.message(OUTPUTS, entry);
        }
        return out.toByteBuffer();
    }

    /** Fields in the order of their numbers; the location is written as that server does, though it is the default. */
    private static ProtobufBytes tensor(Tensor tensor, boolean isRaw) {
        ProtobufBytes out = new ProtobufBytes();
        for (int length : tensor.shape()) {
            out.number(1, length);
        }
        OnnxType type = OnnxType.of(tensor.type());
        out.number(2, type.number());
        if (Tensor.size(tensor.shape()) > 0) {
            if (isRaw && type != OnnxType.STRING) {
                out.bytes(9, OnnxOutputs.raw(tensor));
            } else {
                list(tensor, out);
            }
        }
        out.number(14, 0);
        return out;
    }

    private static void list(Tensor tensor, ProtobufBytes out) {
        if (tensor instanceof Tensor.Texts texts) {
            for (String text : texts.values()) {
                out.bytes(6, text.getBytes(StandardCharsets.UTF_8));
            }
        } else if (tensor instanceof Tensor.Doubles) {
            out.bytes(10, OnnxOutputs.raw(tensor));
        } else if (tensor instanceof Tensor.Longs longs) {
            out.packed(7, longs.values());
        } else if (tensor instanceof Tensor.Booleans booleans) {
            long[] values = new long[booleans.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = booleans.values()[i] ? 1 : 0;
            }
            out.packed(5, values);
        } else {
            packed((Tensor.Packed) tensor, out);
        }
    }

    private static void packed(Tensor.Packed tensor, ProtobufBytes out) {
        switch (OnnxType.of(tensor.type())) {
            // A packed list of these is the values side by side, as raw bytes are.
            case FLOAT -> out.bytes(4, OnnxOutputs.raw(tensor));
            case UINT32, UINT64 -> out.packed(11, integers(tensor));
            case UINT8, INT8, UINT16, INT16, INT32, FLOAT16, BFLOAT16 -> out.packed(5, integers(tensor));
            case INT64, STRING, BOOL, DOUBLE -> throw new IllegalArgumentException(tensor.type() + " is not packed");
        }
    }

    private static long[] integers(Tensor.Packed tensor) {
        boolean isSmallFloat = OnnxType.of(tensor.type()).isBits();
        long[] integers = new long[Tensor.size(tensor.shape())];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = isSmallFloat ? Short.toUnsignedLong(tensor.bytes().getShort(2 * i)) : tensor.integer(i);
        }
        return integers;
    }
}
