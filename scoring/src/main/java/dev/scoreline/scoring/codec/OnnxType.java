package dev.scoreline.scoring.codec;

import dev.scoreline.model.DataType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The types of ONNX tensors that are read and written, by their numbers in {@code onnx.proto}. Complex ones, and floating point of 8 bits, are not. */
enum OnnxType {
    FLOAT(1, DataType.FLOAT32, "floatData"),
    UINT8(2, DataType.UINT8, "int32Data", 0, 0xFF),
    INT8(3, DataType.INT8, "int32Data", Byte.MIN_VALUE, Byte.MAX_VALUE),
    UINT16(4, DataType.UINT16, "int32Data", 0, 0xFFFF),
    INT16(5, DataType.INT16, "int32Data", Short.MIN_VALUE, Short.MAX_VALUE),
    INT32(6, DataType.INT32, "int32Data", Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64(7, DataType.INT64, "int64Data", Long.MIN_VALUE, Long.MAX_VALUE),
    STRING(8, DataType.STRING, "stringData"),
    BOOL(9, DataType.BOOL, "int32Data", 0, 1),
    /** As a list its values are the bits as integers. */
    FLOAT16(10, DataType.FLOAT16, "int32Data", 0, 0xFFFF),
    DOUBLE(11, DataType.FLOAT64, "doubleData"),
    UINT32(12, DataType.UINT32, TensorFields.UNSIGNED, 0, 0xFFFF_FFFFL),
    /** Its values have all 64 bits of a long, without a sign. */
    UINT64(13, DataType.UINT64, TensorFields.UNSIGNED, Long.MIN_VALUE, Long.MAX_VALUE),
    /** As a list its values are the bits as integers. */
    BFLOAT16(16, DataType.BFLOAT16, "int32Data", 0, 0xFFFF);

    private static final Map<DataType, OnnxType> BY_TYPE = new EnumMap<>(DataType.class);

    static {
        for (OnnxType type : values()) {
            BY_TYPE.put(type.type, type);
        }
    }

    private final int number;
    private final DataType type;
    private final String field;
    private final long min;
    private final long max;

    OnnxType(int number, DataType type, String field) {
        this(number, type, field, 0, 0);
    }

    OnnxType(int number, DataType type, String field, long min, long max) {
        this.number = number;
        this.type = type;
        this.field = field;
        this.min = min;
        this.max = max;
    }

    static Optional<OnnxType> of(long number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** The type of a tensor's values. */
    static OnnxType of(DataType type) {
        return Optional.ofNullable(BY_TYPE.get(type))
                .orElseThrow(() -> new IllegalArgumentException("a tensor has one type"));
    }

    int number() {
        return number;
    }

    /** What the values are in a model's signature. */
    DataType type() {
        return type;
    }

    /** The field of a tensor that holds values of this type as a list. */
    String field() {
        return field;
    }

    /** The length of a value among raw bytes; 0 for text, which is never raw. */
    int bytes() {
        return type.bytes();
    }

    /** Whether values stand in a list as their bits. */
    boolean isBits() {
        return this == FLOAT16 || this == BFLOAT16;
    }

    /** Whether an integer is in the range of this type; any of 64 bits is for {@link #UINT64}. */
    boolean holds(long value) {
        return value >= min && value <= max;
    }
}
