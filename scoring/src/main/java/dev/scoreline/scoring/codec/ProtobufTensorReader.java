package dev.scoreline.scoring.codec;

import dev.scoreline.model.wire.WireReader;
import java.nio.ByteBuffer;

/** Reads one {@code TensorProto} of {@code onnx-ml.proto} in protobuf's binary form; lists may be packed or not. One thread. */
final class ProtobufTensorReader {

    private static final int EXTERNAL = 1;

    private final String name;
    private final BodyPlace place;
    private final TensorFields fields;

    /** @param place where the tensor stands */
    ProtobufTensorReader(String name, BodyPlace place) {
        this.name = name;
        this.place = place;
        this.fields = new TensorFields(place);
    }

    OnnxTensor read(WireReader tensor) {
        for (int field = tensor.next(); field != 0; field = tensor.next()) {
            switch (field) {
                case 1 -> readDims(tensor);
                case 2 -> fields.setType(tensor.number());
                case 4 -> readFloats(tensor);
                case 5 -> readIntegers("int32Data", tensor);
                case 6 -> readText(tensor);
                case 7 -> readIntegers("int64Data", tensor);
                case 9 -> readRaw(tensor);
                case 10 -> readDoubles(tensor);
                case 11 -> readIntegers(TensorFields.UNSIGNED, tensor);
                case 14 -> checkLocation(tensor.number());
                default -> {}
            }
        }
        return fields.tensor(name);
    }

    private void readDims(WireReader tensor) {
        if (!tensor.isBytes()) {
            fields.addDim(tensor.number());
            return;
        }
        for (WireReader packed = tensor.message(); packed.hasMore(); ) {
            fields.addDim(packed.packedNumber());
        }
    }

    private void readFloats(WireReader tensor) {
        fields.goOn("floatData");
        ByteBuffer bytes = tensor.isBytes() ? whole(tensor, Float.BYTES) : tensor.fixed32();
        while (bytes.hasRemaining()) {
            fields.add(bytes.getFloat());
        }
    }

    private void readDoubles(WireReader tensor) {
        fields.goOn("doubleData");
        ByteBuffer bytes = tensor.isBytes() ? whole(tensor, Double.BYTES) : tensor.fixed64();
        while (bytes.hasRemaining()) {
            fields.add(bytes.getDouble());
        }
    }

    private static ByteBuffer whole(WireReader tensor, int step) {
        ByteBuffer bytes = tensor.bytes();
        if (bytes.remaining() % step != 0) {
            throw tensor.damaged("a list of numbers of " + step + " bytes has " + bytes.remaining() + " bytes");
        }
        return bytes;
    }

    private void readIntegers(String key, WireReader tensor) {
        fields.goOn(key);
        if (!tensor.isBytes()) {
            fields.add(integer(key, tensor.number()));
            return;
        }
        for (WireReader packed = tensor.message(); packed.hasMore(); ) {
            fields.add(integer(key, packed.packedNumber()));
        }
    }

    /** Of a number that is said to have 32 bits the others say nothing. */
    private static long integer(String key, long value) {
        return key.equals("int32Data") ? (int) value : value;
    }

    private void readText(WireReader tensor) {
        fields.goOn("stringData");
        fields.add(tensor.bytes());
    }

    private void readRaw(WireReader tensor) {
        fields.begin(OnnxTensor.RAW);
        fields.setRaw(tensor.bytes());
    }

    private void checkLocation(long location) {
        if (location == EXTERNAL) {
            throw place.refusal("the values are said to lie in a file, and a request holds all of its own");
        }
    }
}
