package dev.scoreline.scoring.codec;

import dev.scoreline.model.Payload;
import dev.scoreline.model.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Writes answers as ONNX Runtime Server does: {@code {"outputs": {"predict": {"dims": ["2"], "dataType": 11, "doubleData":
 * […], "dataLocation": "DEFAULT"}}}}, each output a tensor. As protobuf's JSON mapping has it, 64-bit
 * integers are texts, text is base64 of UTF-8, and empty lists are left out. Stateless; thread-safe.
 */
final class OnnxWriter {

    private OnnxWriter() {}

    static JsonBytes written(String method, Payload answer, boolean isRaw) {
        JsonBytes out = new JsonBytes(JsonScoreEncoder.expectedBytes(answer));
        out.word("{\"outputs\":{");
        boolean first = true;
        for (Map.Entry<String, Tensor> output : OnnxOutputs.of(method, answer).entrySet()) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            out.text(output.getKey());
            out.ascii(':');
            tensor(output.getValue(), isRaw, out);
        }
        out.word("}}");
        return out;
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
            out.word("\"rawData\":\"" + Base64.getEncoder().encodeToString(OnnxOutputs.raw(tensor)) + "\",");
        } else if (size > 0) {
            list(tensor, type, size, out);
        }
        out.word("\"dataLocation\":\"DEFAULT\"}");
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
