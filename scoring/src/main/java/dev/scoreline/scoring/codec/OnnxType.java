package dev.scoreline.scoring.codec;

import java.util.Arrays;
import java.util.Optional;

/** The types of ONNX tensors that are read, by their numbers in {@code onnx.proto}. 16-bit floats and complex ones are not. */
enum OnnxType {
    FLOAT(1, "floatData", 4),
    UINT8(2, "int32Data", 1, 0, 0xFF),
    INT8(3, "int32Data", 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    UINT16(4, "int32Data", 2, 0, 0xFFFF),
    INT16(5, "int32Data", 2, Short.MIN_VALUE, Short.MAX_VALUE),
    INT32(6, "int32Data", 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64(7, "int64Data", 8, Long.MIN_VALUE, Long.MAX_VALUE),
    STRING(8, "stringData", 0),
    BOOL(9, "int32Data", 1, 0, 1),
    DOUBLE(11, "doubleData", 8),
    UINT32(12, "uint64Data", 4, 0, 0xFFFF_FFFFL),
    /** Only as far as 64 bits with a sign reach. */
    UINT64(13, "uint64Data", 8, 0, Long.MAX_VALUE);

    private final int number;
    private final String field;
    private final int bytes;
    private final long min;
    private final long max;

    OnnxType(int number, String field, int bytes) {
        this(number, field, bytes, 0, 0);
    }

    OnnxType(int number, String field, int bytes, long min, long max) {
        this.number = number;
        this.field = field;
        this.bytes = bytes;
        this.min = min;
        this.max = max;
    }

    static Optional<OnnxType> of(long number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    int number() {
        return number;
    }

    /** The field of a tensor that holds values of this type as a list. */
    String field() {
        return field;
    }

    /** The length of a value among raw bytes; 0 for text, which is never raw. */
    int bytes() {
        return bytes;
    }

    boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    boolean holds(long value) {
        return value >= min && value <= max;
    }
}
