package dev.scoreline.model;

/** The type of a column's or a tensor's values. The names are NumPy's. */
public enum DataType {
    /** 64-bit floating point; a missing value is NaN. In a table this is how every numeric column is held. */
    FLOAT64(Kind.FLOATING, 8),
    FLOAT32(Kind.FLOATING, 4),
    /** IEEE 754 half precision. */
    FLOAT16(Kind.FLOATING, 2),
    /** The upper half of a {@link #FLOAT32}; NumPy itself does not have it. */
    BFLOAT16(Kind.FLOATING, 2),
    INT8(Kind.INTEGER, 1),
    INT16(Kind.INTEGER, 2),
    INT32(Kind.INTEGER, 4),
    INT64(Kind.INTEGER, 8),
    UINT8(Kind.INTEGER, 1),
    UINT16(Kind.INTEGER, 2),
    UINT32(Kind.INTEGER, 4),
    UINT64(Kind.INTEGER, 8),
    BOOL(Kind.BOOLEAN, 1),
    /** Text; in a table a missing value is none. */
    STRING(Kind.TEXT, 0),
    /** Numbers, text, booleans and missing values mixed, as in a NumPy array of objects. */
    OBJECT(Kind.ANY, 0);

    /** What the values of a type are. */
    public enum Kind {
        FLOATING,
        INTEGER,
        BOOLEAN,
        TEXT,
        ANY
    }

    private final Kind kind;
    private final int bytes;

    DataType(Kind kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    public Kind kind() {
        return kind;
    }

    /** The length of a value in bytes; 0 where values have no fixed length. */
    public int bytes() {
        return bytes;
    }

    /** Whether a table's column of this type is held as numbers: floating point, integers, and booleans as 0 and 1. */
    public boolean isNumeric() {
        return bytes > 0;
    }
}
