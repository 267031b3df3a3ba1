package dev.scoreline.batch.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Decimals as a column stores them: whole numbers, of which the last digits stand behind the point. Immutable; thread-safe. */
record Decimals(PrimitiveTypeName stored, int precision, int scale) {

    /** The widest decimals of any common engine. */
    private static final int MAX_PRECISION = 76;

    private static final int MAX_BYTES = 32;

    boolean isReadable() {
        return precision <= MAX_PRECISION && scale >= 0 && scale <= precision;
    }

    BigDecimal of(ColumnReader cell) {
        return switch (stored) {
            case INT32 -> BigDecimal.valueOf(cell.getInteger(), scale);
            case INT64 -> BigDecimal.valueOf(cell.getLong(), scale);
            default -> of(cell.getBinary());
        };
    }

    private BigDecimal of(Binary digits) {
        if (digits.length() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a decimal of " + precision + " digits has " + digits.length() + " bytes");
        }
        return new BigDecimal(digits.length() == 0 ? BigInteger.ZERO : new BigInteger(digits.getBytes()), scale);
    }
}
