package dev.scoreline.scoring.codec;

import dev.scoreline.model.DataType;
import dev.scoreline.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a request says of one ONNX tensor, gathered field by field in any order, until it is whole and can be checked. Fields are
 * called as in protobuf's JSON. One thread.
 */
final class TensorFields {

    /** The field whose integers have no sign. */
    static final String UNSIGNED = "uint64Data";

    private static final int MAX_DIMENSIONS = 8;

    private final BodyPlace place;
    private Optional<OnnxType> type = Optional.empty();
    private final List<Integer> dims = new ArrayList<>();
    private String field = "";
    private ByteBuffer raw = ByteBuffer.allocate(0);
    private double[] doubles = new double[0];
    private long[] longs = new long[0];
    private final List<String> texts = new ArrayList<>();
    private int count;

    /** @param place where the tensor stands */
    TensorFields(BodyPlace place) {
        this.place = place;
    }

    void clearDims() {
        dims.clear();
    }

    void addDim(long length) {
        if (dims.size() == MAX_DIMENSIONS) {
            throw place.refusedKey("dims", "expected at most " + MAX_DIMENSIONS + " dimensions but got more");
        }
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw place.under("dims")
                    .refusedKey(
                            Integer.toString(dims.size()),
                            "expected a length from 0 to " + Integer.MAX_VALUE + " but got " + length);
        }
        dims.add((int) length);
    }

    /** How many dimensions there are so far. */
    int dims() {
        return dims.size();
    }

    void setType(long number) {
        type = Optional.of(OnnxType.of(number)
                .orElseThrow(() -> place.refusedKey(
                        "dataType",
                        "expected the number of a type that is read, one of "
                                + Arrays.stream(OnnxType.values())
                                        .map(OnnxType::number)
                                        .toList()
                                + ", but got " + number)));
    }

    /** Begins the field that holds the values; there is but one. */
    void begin(String key) {
        if (!field.isEmpty()) {
            throw place.refusal("the values are given twice, as \"" + field + "\" and as \"" + key + "\"");
        }
        field = key;
    }

    /** Goes on with a field that may come in pieces. */
    void goOn(String key) {
        if (!field.equals(key)) {
            begin(key);
        }
    }

    /** How many values there are so far. */
    int count() {
        return count;
    }

    /** The bytes of all values; the buffer's position and limit are not moved by others. */
    void setRaw(ByteBuffer bytes) {
        raw = bytes;
    }

    void add(double value) {
        place.checkValues(count + 1L);
        doubles = count < doubles.length ? doubles : Arrays.copyOf(doubles, Math.max(8, 2 * count));
        doubles[count++] = value;
    }

    void add(long value) {
        place.checkValues(count + 1L);
        longs = count < longs.length ? longs : Arrays.copyOf(longs, Math.max(8, 2 * count));
        longs[count++] = value;
    }

    /** Adds a text that is given as UTF-8. */
    void add(ByteBuffer utf8) {
        place.checkValues(count + 1L);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(utf8);
            texts.add(text.toString());
        } catch (CharacterCodingException e) {
            throw place.under(field).refusedKey(Integer.toString(count), "the bytes are no UTF-8");
        }
        count++;
    }

    /** The tensor, when all its fields are read. */
    OnnxTensor tensor(String name) {
        OnnxType found = type.orElseThrow(() -> place.refusal("the key \"dataType\" is missing"));
        boolean isRaw = field.equals(OnnxTensor.RAW);
        if (isRaw) {
            count = rawCount(found);
        } else if (!field.isEmpty() && !field.equals(found.field())) {
            throw place.refusal("values of dataType " + found.number() + " are given as \"" + found.field()
                    + "\" or as \"rawData\" but came as \"" + field + "\"");
        }
        checkCount();
        int[] shape = dims.stream().mapToInt(Integer::intValue).toArray();
        return new OnnxTensor(name, isRaw ? ofRaw(found, shape) : ofValues(found, shape), field);
    }

    private int rawCount(OnnxType found) {
        if (found == OnnxType.STRING) {
            throw place.refusedKey(OnnxTensor.RAW, "texts cannot be raw: give them as \"stringData\"");
        }
        int bytes = raw.remaining();
        if (bytes % found.bytes() != 0) {
            throw place.refusedKey(
                    OnnxTensor.RAW, bytes + " bytes are no whole number of values of " + found.bytes() + " bytes each");
        }
        place.checkValues(bytes / found.bytes());
        return bytes / found.bytes();
    }

    /** Dimensions times each other must be the number of values; even beside a 0 the product may not overflow. */
    private void checkCount() {
        long size = 1;
        boolean isEmpty = false;
        for (int length : dims) {
            isEmpty |= length == 0;
            size *= Math.max(1, length);
            if (size > Integer.MAX_VALUE) {
                throw place.refusedKey("dims", "the shape " + dims + " is of more values than a tensor can hold");
            }
        }
        if ((isEmpty ? 0 : size) != count) {
            throw place.refusedKey(
                    "dims", "the shape " + dims + " does not hold the " + InputColumns.values(count) + " that came");
        }
    }

    private Tensor ofRaw(OnnxType found, int[] shape) {
        ByteBuffer bytes = raw.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (found) {
            case DOUBLE -> {
                double[] values = new double[count];
                bytes.asDoubleBuffer().get(values);
                yield new Tensor.Doubles(shape, values);
            }
            case INT64 -> {
                long[] values = new long[count];
                bytes.asLongBuffer().get(values);
                yield new Tensor.Longs(shape, values);
            }
            case BOOL -> {
                boolean[] values = new boolean[count];
                for (int i = 0; i < count; i++) {
                    values[i] = checked(found, i, bytes.get(i) & 0xFF) != 0;
                }
                yield new Tensor.Booleans(shape, values);
            }
            case STRING -> throw new IllegalArgumentException("texts are never raw");
            case FLOAT, UINT8, INT8, UINT16, INT16, INT32, UINT32, UINT64, FLOAT16, BFLOAT16 ->
                new Tensor.Packed(found.type(), shape, packed(bytes, found.bytes()));
        };
    }

    /** A copy in the machine's order: the body's memory is not the tensor's to keep. */
    private static ByteBuffer packed(ByteBuffer littleEndian, int step) {
        byte[] copy = new byte[littleEndian.remaining()];
        littleEndian.get(0, copy);
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            ByteOrders.swap(copy, step);
        }
        return ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
    }

    private Tensor ofValues(OnnxType found, int[] shape) {
        return switch (found) {
            case STRING -> new Tensor.Texts(shape, texts.toArray(String[]::new));
            case DOUBLE -> new Tensor.Doubles(shape, Arrays.copyOf(doubles, count));
            case INT64 -> new Tensor.Longs(shape, Arrays.copyOf(longs, count));
            case BOOL -> {
                boolean[] values = new boolean[count];
                for (int i = 0; i < count; i++) {
                    values[i] = checked(found, i, longs[i]) != 0;
                }
                yield new Tensor.Booleans(shape, values);
            }
            case FLOAT -> {
                Tensor.Packed floats = Tensor.Packed.zeros(DataType.FLOAT32, shape);
                for (int i = 0; i < count; i++) {
                    floats.put(i, doubles[i]);
                }
                yield floats;
            }
            case UINT8, INT8, UINT16, INT16, INT32, UINT32, UINT64, FLOAT16, BFLOAT16 -> {
                Tensor.Packed packed = Tensor.Packed.zeros(found.type(), shape);
                for (int i = 0; i < count; i++) {
                    packed.put(i, checked(found, i, longs[i]));
                }
                yield packed;
            }
        };
    }

    private long checked(OnnxType found, int index, long value) {
        if (!found.holds(value)) {
            String told = field.equals(UNSIGNED) ? Long.toUnsignedString(value) : Long.toString(value);
            throw place.refusal(
                    "value " + index + " is " + told + ", which dataType " + found.number() + " does not hold");
        }
        return value;
    }
}
